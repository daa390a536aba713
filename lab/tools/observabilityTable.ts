import type { ObservabilityTool, ToolDefinition, Unit, UnitName } from "./toolTable";

/** The newest releases that can be had as modules whole; images are pinned apart, in components/versions.ts. */
export const provedVersions = {
    prometheus: "3.15.0",
    // Later ones embed a user interface that their module does not hold.
    alertmanager: "0.31.1",
    // Jaeger v2 by its other name: both lines were released from one tag until v1 ended.
    jaeger: "2.13.0",
    collector: "0.155.0",
    logAgent: "0.149.0",
    serviceGraph: "0.111.0",
    loki: "3.7.8",
} as const;

/** Upstream's tags: service discovery for Kubernetes alone, without the clouds'. */
const kubernetesDiscovery = ["remove_all_sd", "enable_kubernetes_sd"] as const;

export const observabilityUnits = {
    prometheus: {
        name: "prometheus",
        version: provedVersions.prometheus,
        binaries: {
            prometheus: "github.com/prometheus/prometheus/cmd/prometheus",
            promtool: "github.com/prometheus/prometheus/cmd/promtool",
        },
        stamps: { "github.com/prometheus/common/version.Version": provedVersions.prometheus },
        tags: kubernetesDiscovery,
        cold: "3 to 5 minutes",
    },
    alertmanager: {
        name: "alertmanager",
        version: provedVersions.alertmanager,
        binaries: {
            alertmanager: "github.com/prometheus/alertmanager/cmd/alertmanager",
            amtool: "github.com/prometheus/alertmanager/cmd/amtool",
        },
        stamps: { "github.com/prometheus/common/version.Version": provedVersions.alertmanager },
        cold: "a minute",
    },
    jaeger: {
        name: "jaeger",
        version: provedVersions.jaeger,
        binaries: { jaeger: "github.com/jaegertracing/jaeger/cmd/jaeger" },
        stamps: {},
        cold: "3 to 5 minutes",
    },
    "otelcol-gateway": {
        name: "otelcol-gateway",
        version: provedVersions.collector,
        binaries: { "otelcol-gateway": "." },
        stamps: {},
        tags: kubernetesDiscovery,
        cold: "5 minutes",
    },
    "otelcol-logs": {
        name: "otelcol-logs",
        version: provedVersions.logAgent,
        binaries: { "otelcol-logs": "." },
        stamps: {},
        cold: "2 minutes",
    },
    "otelcol-servicegraph": {
        name: "otelcol-servicegraph",
        version: provedVersions.serviceGraph,
        binaries: { "otelcol-servicegraph": "." },
        stamps: {},
        cold: "4 minutes",
    },
    loki: {
        name: "loki",
        version: provedVersions.loki,
        binaries: { loki: "github.com/grafana/loki/v3/cmd/loki" },
        stamps: { "github.com/grafana/loki/v3/pkg/util/build.Version": provedVersions.loki },
        cold: "10 minutes",
    },
} as const satisfies Partial<Record<UnitName, Unit>>;

const only = "proving the observability stack's configurations";

export const observabilityTools = {
    prometheus: { name: "prometheus", unit: "prometheus", only },
    promtool: { name: "promtool", unit: "prometheus", only },
    alertmanager: { name: "alertmanager", unit: "alertmanager", only },
    amtool: { name: "amtool", unit: "alertmanager", only },
    jaeger: { name: "jaeger", unit: "jaeger", only },
    "otelcol-gateway": { name: "otelcol-gateway", unit: "otelcol-gateway", only },
    "otelcol-logs": { name: "otelcol-logs", unit: "otelcol-logs", only },
    "otelcol-servicegraph": { name: "otelcol-servicegraph", unit: "otelcol-servicegraph", only },
    loki: { name: "loki", unit: "loki", only },
} as const satisfies Record<ObservabilityTool, ToolDefinition>;
