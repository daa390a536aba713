import { ownTelemetry } from "../collector/ownTelemetry";
import type { CollectorConfig, Component, Components } from "../collector/settings";
import type { JaegerSettings } from "./settings";
import { archiveStorage, backends, hasArchive, mainStorage } from "./storage";

const storageExtension = "jaeger_storage";
const metricsBackend = "metrics";

/**
 * The configuration of a Jaeger v2, which is a collector with storage. It takes OTLP alone: older protocols end at the
 * collector in front of it, which owns the ports applications know (OTL-08).
 */
export function jaegerConfig(settings: JaegerSettings): CollectorConfig {
    const { role, listen, memoryPercent } = settings;
    const { host, ports } = listen;
    const extensions: Components = {
        healthcheckv2: { use_v2: true, http: { endpoint: `${host}:${ports.health}` } },
        [storageExtension]: storage(settings),
        ...(role === "ingester" ? {} : answering(settings)),
    };
    return {
        extensions,
        receivers: role === "ingester" ? { kafka: fromKafka(settings) } : { otlp: otlp(settings) },
        processors: {
            memory_limiter: {
                check_interval: "1s",
                limit_percentage: memoryPercent,
                spike_limit_percentage: Math.floor(memoryPercent / 4),
            },
            batch: {},
        },
        exporters:
            role === "collector"
                ? { kafka: toKafka(settings) }
                : { jaeger_storage_exporter: { trace_storage: mainStorage } },
        service: {
            extensions: Object.keys(extensions),
            telemetry: ownTelemetry(host, ports.ownMetrics),
            pipelines: {
                traces: {
                    receivers: [role === "ingester" ? "kafka" : "otlp"],
                    processors: ["memory_limiter", "batch"],
                    exporters: [role === "collector" ? "kafka" : "jaeger_storage_exporter"],
                },
            },
        },
    };
}

function storage({ storage: settings, metrics, role }: JaegerSettings): Component {
    return {
        backends: backends(settings),
        ...(metrics === undefined || role === "ingester"
            ? {}
            : {
                  metric_backends: {
                      [metricsBackend]: {
                          // Names as Prometheus has them: counters end in _total, durations in their unit.
                          prometheus: { endpoint: metrics, normalize_calls: true, normalize_duration: true },
                      },
                  },
              }),
    };
}

/** The user interface with its API, and the strategies for clients that ask for them (TRC-06). */
function answering({
    listen,
    uiHost = listen.host,
    storage: { storage: kind },
    metrics,
    files,
}: JaegerSettings): Components {
    const { host, ports } = listen;
    return {
        jaeger_query: {
            storage: {
                traces: mainStorage,
                ...(hasArchive(kind) ? { traces_archive: archiveStorage } : {}),
                ...(metrics === undefined ? {} : { metrics: metricsBackend }),
            },
            ui: { config_file: files.ui },
            // It would send spans of its own answers to localhost:4317, where nobody is, and wait 10 s for it to end.
            enable_tracing: false,
            http: { endpoint: `${uiHost}:${ports.jaegerUi}` },
            grpc: { endpoint: `${host}:${ports.jaegerQueryGrpc}` },
        },
        remote_sampling: {
            file: {
                path: files.sampling,
                // A changed ConfigMap reaches the file within a minute, and needs no restart: so no share stands here.
                reload_interval: "30s",
            },
            http: { endpoint: `${host}:${ports.sampling}` },
        },
    };
}

function otlp({ listen: { host, ports } }: JaegerSettings): Component {
    return {
        protocols: {
            grpc: { endpoint: `${host}:${ports.otlpGrpc}` },
            http: { endpoint: `${host}:${ports.otlpHttp}` },
        },
    };
}

/** Whole traces to one partition, so that what is written together was asked for together. */
function toKafka({ kafka }: JaegerSettings): Component {
    return {
        brokers: kafka?.brokers ?? [],
        traces: { topic: kafka?.topic, encoding: "otlp_proto" },
        partition_traces_by_id: true,
        // All replicas have a batch before its sender is told so.
        producer: { required_acks: -1 },
    };
}

/** A message counts as read when it was stored: while storage is away, spans stay in Kafka. */
function fromKafka({ kafka }: JaegerSettings): Component {
    return {
        brokers: kafka?.brokers ?? [],
        traces: { topic: kafka?.topic, encoding: "otlp_proto" },
        group_id: "jaeger-ingester",
        initial_offset: "earliest",
        message_marking: { after: true, on_error: false },
    };
}
