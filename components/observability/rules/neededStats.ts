/**
 * Which of Envoy's own statistics proxies keep beside Istio's: those that an alert or a recording rule of ours reads,
 * and no others (MET-11). Each is a series for every cluster of every proxy. Istio adds what it needs itself, among it
 * the results of RBAC, enforced and dry-run.
 */
export interface NeededStat {
    /** As Envoy names it, after `cluster.<name>;.` or `listener.<address>.`. */
    readonly stat: string;
    /** As Prometheus has it. */
    readonly metric: string;
}

const breakers = ["cx", "cx_pool", "rq", "rq_pending", "rq_retry"] as const;

/** Of clusters that calls go out by. */
export const clusterStats: readonly NeededStat[] = [
    ...breakers.map((resource) => ({
        stat: `circuit_breakers.default.${resource}_open`,
        metric: `envoy_cluster_circuit_breakers_default_${resource}_open`,
    })),
    {
        stat: "outlier_detection.ejections_active",
        metric: "envoy_cluster_outlier_detection_ejections_active",
    },
    { stat: "upstream_cx_active", metric: "envoy_cluster_upstream_cx_active" },
    { stat: "upstream_rq_pending_overflow", metric: "envoy_cluster_upstream_rq_pending_overflow" },
    { stat: "upstream_rq_retry", metric: "envoy_cluster_upstream_rq_retry" },
    { stat: "upstream_rq_total", metric: "envoy_cluster_upstream_rq_total" },
];

/** Of the listener that calls come in by, whose handshakes are the mesh's own; a gateway's are the internet's. */
export const listenerStats: readonly NeededStat[] = [
    "handshake",
    "connection_error",
    "fail_verify_cert_hash",
    "fail_verify_error",
    "fail_verify_no_cert",
    "fail_verify_san",
].map((stat) => ({ stat: `ssl.${stat}`, metric: `envoy_listener_ssl_${stat}` }));

/** For `proxyStatsMatcher` of the mesh's default proxy configuration. Expressions must fit a statistic's whole name. */
export const neededStats: { readonly inclusionRegexps: readonly string[] } = {
    inclusionRegexps: [
        `cluster\\.outbound\\|.*\\.(${alternatives(clusterStats)})`,
        `listener\\..*_15006\\.(${alternatives(listenerStats)})`,
    ],
};

function alternatives(stats: readonly NeededStat[]): string {
    return stats.map(({ stat }) => stat.replaceAll(".", "\\.")).join("|");
}
