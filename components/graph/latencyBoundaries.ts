/**
 * Upper bounds of `istio_request_duration_milliseconds`. They are Envoy's own for every histogram: istiod writes
 * others only for pods that carry `sidecar.istio.io/statsHistogramBuckets` (istio, pkg/bootstrap/config.go), which
 * nothing here does.
 */
export const latencyBoundaries: readonly number[] = [
    0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000, 600_000,
    1_800_000, 3_600_000,
];
