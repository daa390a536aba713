import type { Component } from "./settings";

/** What a trace takes in memory, for want of a measurement of yours: ten spans of two KiB. */
const traceBytes = 10 * 2048;

/**
 * Traces that can be held at once: half of what the collector keeps to. The processor's own 50,000 would be a gigabyte
 * of such traces, and it lets go of the oldest undecided ones rather than of memory.
 */
export function tracesHeld(memoryLimitMib: number): number {
    return Math.floor((memoryLimitMib * 2 ** 20 * 0.5) / traceBytes);
}

/**
 * Keeps errors and slow traces whole, and a share of the others. Decisions are remembered ten times longer than traces
 * are held, so that a span that comes late follows its trace instead of starting a new one.
 */
export function tailSampling(
    { percent, slowerThanMs }: { readonly percent: number; readonly slowerThanMs: number },
    memoryLimitMib: number,
    decisionWait: string,
): Component {
    const held = tracesHeld(memoryLimitMib);
    return {
        decision_wait: decisionWait,
        num_traces: held,
        decision_cache: { sampled_cache_size: held * 10, non_sampled_cache_size: held * 10 },
        policies: [
            { name: "errors", type: "status_code", status_code: { status_codes: ["ERROR"] } },
            { name: "slow", type: "latency", latency: { threshold_ms: slowerThanMs } },
            { name: "share", type: "probabilistic", probabilistic: { sampling_percentage: percent } },
        ],
    };
}
