import { componentNames } from "./componentNames";
import type { CollectorSettings, Component, Components } from "./settings";

/** Gives spans that were counted on to what decides which of them are kept. */
export const forward = "forward/kept";
export const serviceGraph = "servicegraph";
/** Both expire: a service that is gone must not stand in metrics for ever. */
const forgotten = "5m";
/** Series of one service; what comes beyond is counted together under `otel_metric_overflow`. */
const seriesPerService = 1000;

/** Whether this tier counts spans: the one that takes them in, because sums over pods are sums all the same. */
export function countsSpans({ tier }: CollectorSettings): boolean {
    return tier !== "traces";
}

/** Whether it pairs spans: the one in which all of a trace's spans meet. */
export function pairsSpans({ tier, serviceGraph: wanted }: CollectorSettings): boolean {
    return wanted && tier !== "front";
}

export function connectors(settings: CollectorSettings): Components {
    const { spanMetrics } = componentNames(settings.version);
    return {
        ...(countsSpans(settings) ? { [spanMetrics]: spanMetricsOf(settings) } : {}),
        ...(pairsSpans(settings) ? { [serviceGraph]: serviceGraphOf(settings) } : {}),
        ...(settings.tailSampling !== undefined && settings.tier !== "front" ? { [forward]: {} } : {}),
    };
}

/**
 * Rate, errors and durations by service, span name, kind and status (OTL-04), and by nothing else: the mesh's own
 * metrics have codes and peers already, and every further dimension multiplies (MET-15).
 *
 * A service's counters are kept by its name alone. Attributes of the pod or the SDK would make two of them with equal
 * labels, because resource attributes do not become labels; and a restart would begin a third. The collector's own
 * instance is left out as well: it changes with every restart, and Prometheus names the pod it scraped.
 *
 * The namespace is the one Jaeger's monitor page and its documentation know.
 */
function spanMetricsOf({ buckets, timing }: CollectorSettings): Component {
    return {
        namespace: "traces.span.metrics",
        histogram: { unit: "ms", explicit: { buckets: buckets.map((bound) => `${bound}ms`) } },
        exclude_dimensions: ["collector.instance.id"],
        resource_metrics_key_attributes: ["service.name"],
        aggregation_cardinality_limit: seriesPerService,
        // So that a graph leads to a trace that made it.
        exemplars: { enabled: true, max_per_data_point: 5 },
        metrics_flush_interval: timing.flush,
        metrics_expiration: forgotten,
        series_expiration: forgotten,
    };
}

/** Who calls whom, from a client's span and the server's below it (DSH-08). */
function serviceGraphOf({ buckets, timing }: CollectorSettings): Component {
    return {
        latency_histogram_buckets: buckets.map((bound) => `${bound}ms`),
        store: { ttl: timing.pairing, max_items: 10_000 },
        cache_loop: "1m",
        store_expiration_loop: "2s",
        metrics_flush_interval: timing.flush,
    };
}
