import type { JaegerSettings } from "../../../components/observability/jaeger/settings";

/** A Jaeger with Badger; whatever stands in `more` instead. */
export function jaegerOf(more: Partial<JaegerSettings> = {}): JaegerSettings {
    return {
        role: "whole",
        listen: {
            host: "10.0.0.1",
            ports: {
                otlpGrpc: 4317,
                otlpHttp: 4318,
                jaegerUi: 16686,
                jaegerQueryGrpc: 16685,
                sampling: 5778,
                health: 13133,
                ownMetrics: 8888,
            },
        },
        storage: { storage: { kind: "badger", size: "10Gi" }, retention: "48h", folder: "/data" },
        files: { ui: "/etc/jaeger/ui.json", sampling: "/etc/sampling/strategies.json" },
        memoryPercent: 75,
        ...more,
    };
}
