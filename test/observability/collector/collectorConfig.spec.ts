import { expect } from "chai";
import { collectorConfig } from "../../../components/observability/collector/collectorConfig";
import type {
    CollectorConfig,
    CollectorSettings,
} from "../../../components/observability/collector/settings";
import { settingsOf } from "./settings";

const tailSampling = { percent: 10, slowerThanMs: 500 };
const secondTier = { hostname: "otel-traces.observability.svc.cluster.local", port: 4317 };

const variants: readonly Partial<CollectorSettings>[] = [
    {},
    { legacyReceivers: true, logs: { url: "http://loki:3100/otlp" } },
    { serviceGraph: true },
    { tailSampling },
    { tailSampling, serviceGraph: true },
    { tier: "front", tailSampling, serviceGraph: true, secondTier },
    { tier: "front", serviceGraph: true, secondTier },
    { tier: "traces", tailSampling, serviceGraph: true },
    { tier: "traces", serviceGraph: true },
];

function flows(config: CollectorConfig) {
    return Object.entries(config.service.pipelines).map(
        ([name, { receivers, processors, exporters }]) =>
            `${name}: ${receivers.join("+")} > ${processors.join(" ")} > ${exporters.join("+")}`,
    );
}

describe("the collector's configuration", () => {
    it("takes spans in, removes credentials, stores and counts them", () => {
        expect(flows(collectorConfig(settingsOf()))).to.deep.equal([
            "traces: otlp > memory_limiter k8s_attributes resource/environment transform/credentials > otlp_grpc/traces+span_metrics",
            "metrics/spans: span_metrics > memory_limiter > prometheus",
            "metrics: otlp > memory_limiter k8s_attributes resource/environment transform/credentials > prometheus",
        ]);
    });

    it("counts and pairs every span before tail sampling drops any", () => {
        expect(flows(collectorConfig(settingsOf({ tailSampling, serviceGraph: true })))).to.deep.equal([
            "traces: otlp > memory_limiter k8s_attributes resource/environment transform/credentials > forward/kept+span_metrics+servicegraph",
            "traces/kept: forward/kept > tail_sampling > otlp_grpc/traces",
            "metrics/spans: span_metrics+servicegraph > memory_limiter > prometheus",
            "metrics: otlp > memory_limiter k8s_attributes resource/environment transform/credentials > prometheus",
        ]);
    });

    it("counts in the first of two tiers, and pairs and decides in the second", () => {
        const settings = { tailSampling, serviceGraph: true, secondTier };
        expect(flows(collectorConfig(settingsOf({ ...settings, tier: "front" })))).to.deep.equal([
            "traces: otlp > memory_limiter k8s_attributes resource/environment transform/credentials > load_balancing+span_metrics",
            "metrics/spans: span_metrics > memory_limiter > prometheus",
            "metrics: otlp > memory_limiter k8s_attributes resource/environment transform/credentials > prometheus",
        ]);
        expect(flows(collectorConfig(settingsOf({ ...settings, tier: "traces" })))).to.deep.equal([
            "traces: otlp > memory_limiter > forward/kept+servicegraph",
            "traces/kept: forward/kept > tail_sampling > otlp_grpc/traces",
            "metrics/spans: servicegraph > memory_limiter > prometheus",
        ]);
    });

    it("stores nothing where there is no Jaeger, and still counts", () => {
        const { traces: _, ...rest } = settingsOf({ tailSampling });
        const config = collectorConfig(rest);
        expect(flows(config)[0]).to.match(/^traces: otlp > .* > span_metrics$/);
        expect(Object.keys(config.exporters)).to.deep.equal(["prometheus"]);
        expect(config.processors).to.not.have.property("tail_sampling");
    });

    it("takes log records in where there is a Loki", () => {
        const config = collectorConfig(settingsOf({ logs: { url: "http://loki:3100/otlp" } }));
        expect(config.service.pipelines["logs"]?.exporters).to.deep.equal(["otlp_http/logs"]);
        expect(config.exporters["otlp_http/logs"]).to.deep.include({ endpoint: "http://loki:3100/otlp" });
    });

    for (const variant of variants) {
        const { tier = "whole", ...rest } = variant;
        const said = [tier, ...Object.keys(rest)].join(", ");

        it(`declares what its pipelines use, and nothing else (${said})`, () => {
            const config = collectorConfig(settingsOf(variant));
            const pipelines = Object.values(config.service.pipelines);
            const used = (end: "receivers" | "processors" | "exporters") =>
                new Set(pipelines.flatMap((pipeline) => pipeline[end]));
            const connectors = Object.keys(config.connectors ?? {});
            expect([...used("receivers")]).to.have.members([...Object.keys(config.receivers), ...connectors]);
            expect([...used("exporters")]).to.have.members([...Object.keys(config.exporters), ...connectors]);
            expect([...used("processors")]).to.have.members(Object.keys(config.processors));
            expect(config.service.extensions).to.deep.equal(Object.keys(config.extensions));
        });

        it(`limits memory first of all, wherever something comes in (${said})`, () => {
            const { pipelines } = collectorConfig(settingsOf(variant)).service;
            for (const [name, { receivers, processors }] of Object.entries(pipelines)) {
                if (!receivers.some((receiver) => receiver.startsWith("forward"))) {
                    expect(processors[0], name).to.equal("memory_limiter");
                }
            }
        });
    }

    it("keeps to the limit of the settings, with a fifth of it for what is under way", () => {
        expect(collectorConfig(settingsOf()).processors["memory_limiter"]).to.deep.equal({
            check_interval: "1s",
            limit_mib: 512,
            spike_limit_mib: 102,
        });
    });

    it("listens on the address and the ports it was given, and on no other", () => {
        const config = collectorConfig(settingsOf({ legacyReceivers: true }));
        expect(config.receivers).to.deep.equal({
            otlp: {
                protocols: { grpc: { endpoint: "10.0.0.1:4317" }, http: { endpoint: "10.0.0.1:4318" } },
            },
            jaeger: {
                protocols: {
                    grpc: { endpoint: "10.0.0.1:14250" },
                    thrift_http: { endpoint: "10.0.0.1:14268" },
                },
            },
            zipkin: { endpoint: "10.0.0.1:9411" },
        });
        expect(config.extensions["health_check"]).to.deep.equal({ endpoint: "10.0.0.1:13133" });
        expect(config.exporters["prometheus"]).to.deep.include({ endpoint: "10.0.0.1:8889" });
        expect(JSON.stringify(config.service.telemetry)).to.contain('"host":"10.0.0.1","port":8888');
    });

    it("has no receivers for older protocols unless they are asked for", () => {
        expect(Object.keys(collectorConfig(settingsOf()).receivers)).to.deep.equal(["otlp"]);
    });

    it("makes span metrics of few labels, in the buckets of the settings, that are forgotten in time", () => {
        expect(collectorConfig(settingsOf()).connectors?.["span_metrics"]).to.deep.equal({
            namespace: "traces.span.metrics",
            histogram: { unit: "ms", explicit: { buckets: ["5ms", "100ms", "1000ms"] } },
            exclude_dimensions: ["collector.instance.id"],
            resource_metrics_key_attributes: ["service.name"],
            aggregation_cardinality_limit: 1000,
            exemplars: { enabled: true, max_per_data_point: 5 },
            metrics_flush_interval: "15s",
            metrics_expiration: "5m",
            series_expiration: "5m",
        });
    });

    it("lets spans wait on disk for Jaeger, for as long as it takes", () => {
        const config = collectorConfig(settingsOf());
        expect(config.exporters["otlp_grpc/traces"]).to.deep.equal({
            endpoint: "jaeger:4317",
            tls: { insecure: true },
            retry_on_failure: {
                enabled: true,
                initial_interval: "1s",
                max_interval: "30s",
                max_elapsed_time: "0s",
            },
            sending_queue: {
                storage: "file_storage/queue",
                sizer: "bytes",
                queue_size: 1000,
                batch: { sizer: "items", flush_timeout: "1s", min_size: 512, max_size: 4096 },
            },
        });
        expect(config.extensions["file_storage/queue"]).to.deep.include({ directory: "/queue" });
    });

    it("encrypts by itself only towards a Jaeger that wants it", () => {
        const traces = { host: "jaeger.example.com", port: 443, tls: true };
        expect(collectorConfig(settingsOf({ traces })).exporters["otlp_grpc/traces"]).to.deep.include({
            endpoint: "jaeger.example.com:443",
            tls: { insecure: false },
        });
    });

    it("finds the second tier by the name of its headless Service, and sends each trace to one pod", () => {
        const config = collectorConfig(settingsOf({ tier: "front", tailSampling, secondTier }));
        expect(config.exporters["load_balancing"]).to.deep.include({
            routing_key: "traceID",
            resolver: { dns: { hostname: secondTier.hostname, port: "4317" } },
        });
    });
});
