import type { ChartValues } from "../../components/istio/values";

/** What Istio's own build of Envoy has and upstream Envoy lacks: switched off here and nowhere else, and told. */
export const switchedOff: readonly string[] = [
    "Istio's metric filter (istio.stats): no istio_requests_total; access logs and Envoy's own statistics instead",
    "Istio's ALPN filter (istio.alpn): every Service port must declare its protocol",
    "Istio's metadata exchange (istio.metadata_exchange): no peer workload names in telemetry",
];

/** Values of istiod's chart on top of ours; the three switches are each needed, the others are the lab's places. */
export function upstreamEnvoyValues(envoy: string): ChartValues {
    return {
        env: {
            PILOT_ENABLE_METADATA_EXCHANGE: "false",
            PILOT_ENABLE_ALPN_FILTER: "false",
            // Tests change one object at a time and wait for it.
            PILOT_DEBOUNCE_AFTER: "10ms",
        },
        telemetry: { enabled: false },
        meshConfig: {
            defaultConfig: { binaryPath: envoy, concurrency: 1, fileFlushInterval: "0.1s" },
        },
    };
}
