import type { Service } from "../../../graph";
import type { Row } from "../dashboard";
import { graph } from "../panels";
import { faults, rate, requests, sum } from "../queries";
import { served } from "./requestsOf";

const caller = ["source_workload_namespace", "source_workload"];
const callerLegend = "{{source_workload_namespace}}/{{source_workload}}";

export function callers(service: Service): Row {
    return {
        title: "Callers",
        panels: [
            graph(
                {
                    title: "Requests by caller",
                    about: "At the callee's proxy; whoever has no proxy is unknown.",
                    unit: "reqps",
                    width: 12,
                },
                [{ expr: sum(requests(served(service)), caller), legend: callerLegend }],
                { stacked: true },
            ),
            graph(
                {
                    title: "Failed, by caller",
                    about: "At the callers' proxies, which see refusals of their own too: UO is a full pool, UF nobody there, NR no route.",
                    unit: "reqps",
                    width: 12,
                },
                [
                    {
                        expr: `${sum(requests(`${served(service, "source")}, ${faults}`), [...caller, "response_flags"])} > 0`,
                        legend: `${callerLegend} {{response_flags}}`,
                    },
                ],
            ),
        ],
    };
}

export function connections(service: Service): Row {
    return {
        title: "Callers",
        panels: [
            graph(
                {
                    title: "Connections by caller",
                    about: "Opened a second, at its own proxy.",
                    unit: "short",
                    width: 12,
                },
                [
                    {
                        expr: sum(rate("istio_tcp_connections_opened_total", served(service)), caller),
                        legend: callerLegend,
                    },
                ],
            ),
            graph(
                {
                    title: "Bytes by caller",
                    about: "In both directions, at its own proxy.",
                    unit: "Bps",
                    width: 12,
                },
                [
                    {
                        expr: sum(rate("istio_tcp_received_bytes_total", served(service)), caller),
                        legend: `from ${callerLegend}`,
                    },
                    {
                        expr: sum(rate("istio_tcp_sent_bytes_total", served(service)), caller),
                        legend: `to ${callerLegend}`,
                    },
                ],
            ),
        ],
    };
}
