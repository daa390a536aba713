import type { GraphNamespace, Service } from "../../graph";
import type { Alert, RuleGroup } from "./model";
import { escaped } from "./promql";

/** Callers' proxies in general: queues that overflow, endpoints they left out, tries they made again. */
export const poolAlerts: RuleGroup = {
    name: "mesh.pools",
    rules: [
        {
            alert: "ConnectionPoolOverflow",
            threshold: 0,
            expr: (threshold) =>
                `sum by (namespace, app, cluster_name) (rate(envoy_cluster_upstream_rq_pending_overflow{cluster_name=~"outbound.*"}[5m])) > ${threshold}`,
            for: "5m",
            severity: "warning",
            page: "pools",
            summary: "{{ $labels.namespace }}/{{ $labels.app }} drops requests to {{ $labels.cluster_name }}",
            description:
                "{{ $value | humanize }} requests a second find the queue of the pool full and get a 503.",
        },
        {
            alert: "EndpointsEjected",
            threshold: 0,
            expr: (threshold) =>
                `max by (namespace, app, cluster_name) (envoy_cluster_outlier_detection_ejections_active{cluster_name=~"outbound.*"}) > ${threshold}`,
            for: "10m",
            severity: "warning",
            page: "pools",
            summary:
                "{{ $labels.namespace }}/{{ $labels.app }} leaves out pods of {{ $labels.cluster_name }}",
            description:
                "{{ $value }} pods failed so often that callers have stopped asking them for ten minutes.",
        },
        {
            alert: "RetryRatioHigh",
            threshold: 0.2,
            expr: (threshold) => {
                const rate = (stat: string) =>
                    `sum by (namespace, app, cluster_name) (rate(envoy_cluster_upstream_rq_${stat}{cluster_name=~"outbound.*"}[10m]))`;
                // `total` counts every try, the further ones as well.
                return `${rate("retry")} / (${rate("total")} - ${rate("retry")}) > ${threshold}`;
            },
            for: "10m",
            severity: "warning",
            page: "pools",
            summary:
                "{{ $labels.namespace }}/{{ $labels.app }} asks {{ $labels.cluster_name }} again too often",
            description:
                "{{ $value | humanizePercentage }} of the requests are tried again; a fifth is allowed.",
        },
    ],
};

/** Share of a pool that may be in use for ten minutes before it is too small, or its server too slow. */
const nearlyFull = 0.8;

/** One for each service, because each has a pool of its own size. */
export function poolUse(namespace: GraphNamespace, services: readonly Service[]): RuleGroup {
    return { name: `pools.${namespace.name}`, rules: services.map(nearlyFullAlert) };
}

function nearlyFullAlert({ namespace, name, host, connectionPool }: Service): Alert {
    const cluster = `outbound\\\\|[0-9]+\\\\|[^|]*\\\\|${escaped(host)}`;
    return {
        alert: "ConnectionPoolNearlyFull",
        threshold: nearlyFull,
        expr: (threshold) =>
            // In HTTP/1.1 and TCP; requests on one connection of HTTP/2 are limited apart.
            `max by (namespace, app, cluster_name) (envoy_cluster_upstream_cx_active{cluster_name=~"${cluster}"}) / ${connectionPool.maxConnections} > ${threshold}`,
        for: "10m",
        severity: "warning",
        page: "pools",
        labels: { service: name, service_namespace: namespace },
        summary: `a pool of connections to ${namespace}/${name} is nearly full`,
        description: `A proxy of {{ $labels.namespace }}/{{ $labels.app }} uses {{ $value | humanizePercentage }} of the ${connectionPool.maxConnections} connections it may open.`,
    };
}
