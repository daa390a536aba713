import { type CollectorSettings, usualTiming } from "../../../components/observability/collector/settings";

/** One tier, nothing on that is off by default; whatever stands in `more` instead. */
export function settingsOf(more: Partial<CollectorSettings> = {}): CollectorSettings {
    return {
        version: "0.159.0",
        tier: "whole",
        memoryLimitMib: 512,
        serviceGraph: false,
        buckets: [5, 100, 1000],
        legacyReceivers: false,
        listen: {
            host: "10.0.0.1",
            ports: {
                otlpGrpc: 4317,
                otlpHttp: 4318,
                jaegerGrpc: 14250,
                jaegerThriftHttp: 14268,
                zipkin: 9411,
                spanMetrics: 8889,
                health: 13133,
                ownMetrics: 8888,
            },
        },
        kubernetes: "serviceAccount",
        queueFolder: "/queue",
        queueBytes: 1000,
        traces: { host: "jaeger", port: 4317, tls: false },
        environment: "dev",
        cluster: "vertice-dev",
        timing: usualTiming,
        ...more,
    };
}
