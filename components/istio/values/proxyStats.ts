import type { ChartValues, Layer } from "./layers";

/** Which of Envoy's own statistics proxies keep beside Istio's, as `proxyStatsMatcher` has it. */
export interface ProxyStats extends ChartValues {
    readonly inclusionRegexps: readonly string[];
}

/**
 * Statistics that alerts read. A proxy takes them with its bootstrap, so a pod has them after its next start; nothing is
 * kept where nobody reads, for each is a series for every cluster of every proxy.
 */
export function proxyStats(stats: ProxyStats | undefined): Layer {
    return {
        name: "proxy statistics",
        values: stats === undefined ? {} : { meshConfig: { defaultConfig: { proxyStatsMatcher: stats } } },
    };
}
