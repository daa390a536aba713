/** Workloads of the observability namespace: a workload, its account, its Service and its pods' `app` are one name. */
export const names = {
    collector: "otel-collector",
    /** Second tier: decides over whole traces, so that all spans of one must meet in one pod. */
    traceCollector: "otel-traces",
    logAgent: "otel-logs",
    jaeger: "jaeger",
    /** Reads spans from Kafka into storage; only where Kafka stands between. */
    jaegerIngester: "jaeger-ingester",
    prometheus: "prometheus",
    alertmanager: "alertmanager",
    grafana: "grafana",
    loki: "loki",
    kiali: "kiali",
    nodeExporter: "node-exporter",
    redisExporter: (store: string) => `redis-exporter-${store}`,
    postgresExporter: (store: string) => `postgres-exporter-${store}`,
    kafkaExporter: (store: string) => `kafka-exporter-${store}`,
} as const;

/** Ports, the same on Services and pods. */
export const ports = {
    otlpGrpc: 4317,
    otlpHttp: 4318,
    /** Jaeger's own protocols and Zipkin's: legacy receivers of the collector (TRC-01, TRC-08). */
    jaegerGrpc: 14250,
    jaegerThriftHttp: 14268,
    zipkin: 9411,
    /** Span metrics and service graph, for Prometheus (OTL-01). */
    spanMetrics: 8889,
    /** Health of collectors (HLT-02), and of Jaeger, which is one. */
    health: 13133,
    /** A collector's own metrics, Jaeger's as well: what was 14269 in Jaeger v1 (TRC-03). */
    ownMetrics: 8888,
    jaegerUi: 16686,
    jaegerQueryGrpc: 16685,
    /** Sampling strategies, for clients with an SDK of their own (TRC-06). */
    sampling: 5778,
    prometheus: 9090,
    alertmanager: 9093,
    grafana: 3000,
    loki: 3100,
    kiali: 20001,
    kialiMetrics: 9090,
    nodeExporter: 9100,
    redisExporter: 9121,
    postgresExporter: 9187,
    kafkaExporter: 9308,
    /** Of istiod (MET-03). */
    istiodMetrics: 15014,
    /** Of every pod with a proxy: the agent's, Envoy's and the application's, merged (MET-04 to MET-06). */
    mergedMetrics: 15020,
} as const;

/** The tracing provider of the mesh (TRC-15), and the one of access logs (LOG-03), which is built into istiod. */
export const providers = { tracing: "jaeger", accessLog: "envoy", metrics: "prometheus" } as const;

/** The mesh's own Telemetry (TRC-15), one for everything it decides (TRC-17). */
export const meshTelemetry = "mesh-default";

export function hostOf(name: string, namespace: string, clusterDomain: string): string {
    return `${name}.${namespace}.svc.${clusterDomain}`;
}
