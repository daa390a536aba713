import type { Service } from "../../../graph";
import type { Row } from "../dashboard";
import { graph } from "../panels";
import { literally, rate, sum } from "../queries";

/** Callers' pools of connections to it. */
export function pool({ host, connectionPool }: Service): Row {
    const cluster = `cluster_name=~"outbound.*[|]${literally(host)}"`;
    return {
        title: "Callers' pools",
        panels: [
            graph(
                {
                    title: `Connections in use, of ${connectionPool.maxConnections} for each caller's pod`,
                    about: "The fullest pool of each caller.",
                    unit: "short",
                    width: 12,
                },
                [
                    {
                        expr: `max by (namespace, app) (envoy_cluster_upstream_cx_active{${cluster}})`,
                        legend: "{{namespace}}/{{app}}",
                    },
                ],
            ),
            graph(
                {
                    title: "Refused and left out",
                    about: "Requests that found the pool full, and pods that failed too often.",
                    unit: "short",
                    width: 12,
                },
                [
                    {
                        expr: `${sum(rate("envoy_cluster_upstream_rq_pending_overflow", cluster), ["namespace", "app"])} > 0`,
                        legend: "refused: {{namespace}}/{{app}}",
                    },
                    {
                        expr: `max by (namespace, app) (envoy_cluster_outlier_detection_ejections_active{${cluster}}) > 0`,
                        legend: "left out by {{namespace}}/{{app}}",
                    },
                ],
            ),
        ],
    };
}
