import { componentNames } from "./componentNames";
import type { CollectorSettings, Component, Components, Destination, Resolver } from "./settings";

export const prometheusExporter = "prometheus";
export const queueStorage = "file_storage/queue";

export function tracesExporter(version: string): string {
    return `${componentNames(version).otlpGrpc}/traces`;
}
export function logsExporter(version: string): string {
    return `${componentNames(version).otlpHttp}/logs`;
}

export function exporters(settings: CollectorSettings): Components {
    const { version, traces, logs, secondTier, listen } = settings;
    return {
        [prometheusExporter]: spanMetricsPage(listen.host, listen.ports.spanMetrics),
        ...(settings.tier === "front" && secondTier !== undefined
            ? { [componentNames(version).loadBalancing]: byTrace(secondTier) }
            : {}),
        ...(settings.tier !== "front" && traces !== undefined
            ? { [tracesExporter(version)]: toStorage(traces, settings) }
            : {}),
        ...(logs === undefined
            ? {}
            : { [logsExporter(version)]: { endpoint: logs.url, retry_on_failure: { enabled: true } } }),
    };
}

/** What Prometheus scrapes (OTL-01). Exemplars exist in OpenMetrics alone. */
function spanMetricsPage(host: string, port: number): Component {
    return {
        endpoint: `${host}:${port}`,
        enable_open_metrics: true,
        without_scope_info: true,
        metric_expiration: "5m",
    };
}

/**
 * Spans wait on disk until Jaeger has taken them, for as long as that takes: what was accepted survives Jaeger's absence
 * and a restart of the collector. Batches are made on the way out of the queue; a batch processor in front of it would
 * hold in memory what senders believe to be safe, and drop it when the queue is full. The mesh encrypts.
 */
function toStorage(to: Destination, { queueBytes, timing }: CollectorSettings): Component {
    return {
        endpoint: `${to.host}:${to.port}`,
        tls: { insecure: !to.tls },
        retry_on_failure: {
            enabled: true,
            initial_interval: "1s",
            max_interval: "30s",
            max_elapsed_time: "0s",
        },
        sending_queue: {
            storage: queueStorage,
            sizer: "bytes",
            queue_size: queueBytes,
            batch: { sizer: "items", flush_timeout: timing.batch, min_size: 512, max_size: 4096 },
        },
    };
}

/**
 * All spans of a trace to one pod, by its address. The port of the headless Service is declared as TCP: the proxy then
 * takes such an address for what it is, where it would look for an HTTP host of that name and find none.
 */
function byTrace(resolver: Resolver): Component {
    return {
        routing_key: "traceID",
        protocol: { otlp: { tls: { insecure: true }, timeout: "5s" } },
        resolver:
            "hostnames" in resolver
                ? { static: { hostnames: resolver.hostnames } }
                : { dns: { hostname: resolver.hostname, port: `${resolver.port}` } },
    };
}
