import { clusterStats, listenerStats } from "../rules/neededStats";

/**
 * What is kept of what proxies and their agents say (MET-07, MET-15); the rest of theirs is dropped when it is scraped,
 * some six of seven series. What applications say on the same port passes.
 */
export const keptProxyMetrics: readonly string[] = [
    "istio_requests_total",
    ...["duration_milliseconds", "bytes"].flatMap((each) => histogram(`istio_request_${each}`)),
    ...histogram("istio_response_bytes"),
    ...["connections_opened", "connections_closed", "received_bytes", "sent_bytes"].map(
        (each) => `istio_tcp_${each}_total`,
    ),
    "istio_build",
    // Names by Istio's own pattern of tags: the rest of a TCP statistic's name is in its labels.
    "envoy_http_rbac",
    "envoy_tcp",
    "envoy_server_live",
    "envoy_server_memory_allocated",
    "envoy_server_memory_heap_size",
    "envoy_cluster_manager_cds_update_rejected",
    "envoy_listener_manager_lds_update_rejected",
    "istio_agent_cert_expiry_seconds",
    ...[...clusterStats, ...listenerStats].map(({ metric }) => metric),
];

/** Whose names begin like this is a proxy or its agent. */
const ofProxies = "envoy|istio";
const mark = "__tmp_kept";

/** Marks what is kept, and drops of the rest what proxies say: expressions of RE2 cannot say "but not". */
export const proxyRelabelings = [
    {
        source_labels: ["__name__"],
        regex: keptProxyMetrics.join("|"),
        target_label: mark,
        replacement: "yes",
        action: "replace",
    },
    { source_labels: [mark, "__name__"], regex: `;(?:${ofProxies})_.*`, action: "drop" },
] as const;

function histogram(name: string): string[] {
    return ["bucket", "count", "sum"].map((each) => `${name}_${each}`);
}

/** Whether a proxy's metric is there to be asked for. */
export function isKept(metric: string): boolean {
    return !new RegExp(`^(?:${ofProxies})_`).test(metric) || keptProxyMetrics.includes(metric);
}
