import { expect } from "chai";
import { jaegerConfig } from "../../../components/observability/jaeger/jaegerConfig";
import { jaegerOf } from "./settings";

const kafka = { brokers: ["kafka:9092"], topic: "jaeger-spans" };

describe("Jaeger's configuration", () => {
    it("takes OTLP in, stores it, answers questions and tells clients how much to sample", () => {
        const config = jaegerConfig(jaegerOf());
        expect(config.service.pipelines).to.deep.equal({
            traces: {
                receivers: ["otlp"],
                processors: ["memory_limiter", "batch"],
                exporters: ["jaeger_storage_exporter"],
            },
        });
        expect(config.service.extensions).to.deep.equal([
            "healthcheckv2",
            "jaeger_storage",
            "jaeger_query",
            "remote_sampling",
        ]);
        expect(config.extensions["remote_sampling"]).to.deep.include({
            file: {
                path: "/etc/sampling/strategies.json",
                reload_interval: "30s",
            },
        });
        expect(config.extensions["jaeger_query"]).to.deep.equal({
            storage: { traces: "main", traces_archive: "archive" },
            ui: { config_file: "/etc/jaeger/ui.json" },
            enable_tracing: false,
            http: { endpoint: "10.0.0.1:16686" },
            grpc: { endpoint: "10.0.0.1:16685" },
        });
    });

    it("reads the monitor page's figures from the Prometheus there is", () => {
        const config = jaegerConfig(jaegerOf({ metrics: "http://prometheus:9090" }));
        expect(config.extensions["jaeger_storage"]).to.deep.include({
            metric_backends: {
                metrics: {
                    prometheus: {
                        endpoint: "http://prometheus:9090",
                        normalize_calls: true,
                        normalize_duration: true,
                    },
                },
            },
        });
        expect(config.extensions["jaeger_query"]).to.deep.include({
            storage: { traces: "main", traces_archive: "archive", metrics: "metrics" },
        });
    });

    it("writes whole traces to Kafka where Kafka stands between", () => {
        const config = jaegerConfig(jaegerOf({ role: "collector", kafka }));
        expect(config.service.pipelines["traces"]).to.deep.include({
            receivers: ["otlp"],
            exporters: ["kafka"],
        });
        expect(config.exporters).to.deep.equal({
            kafka: {
                brokers: ["kafka:9092"],
                traces: { topic: "jaeger-spans", encoding: "otlp_proto" },
                partition_traces_by_id: true,
                producer: { required_acks: -1 },
            },
        });
        // It still answers questions.
        expect(config.service.extensions).to.include("jaeger_query");
    });

    it("reads from Kafka, counts a message as read when it is stored, and answers nobody", () => {
        const config = jaegerConfig(jaegerOf({ role: "ingester", kafka }));
        expect(config.receivers["kafka"]).to.deep.include({
            traces: { topic: "jaeger-spans", encoding: "otlp_proto" },
            message_marking: { after: true, on_error: false },
        });
        expect(config.service.pipelines["traces"]).to.deep.include({
            receivers: ["kafka"],
            exporters: ["jaeger_storage_exporter"],
        });
        expect(config.service.extensions).to.deep.equal(["healthcheckv2", "jaeger_storage"]);
    });
});
