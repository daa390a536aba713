import type { RawObservability } from "./observabilitySchema";
import type { Say } from "./say";

/** Parts without which one of the signals is missing, and what nobody would see then. */
const signals = {
    jaeger: "where a request lost its time",
    prometheus: "that something is wrong, and no alert could fire",
    loki: "what went wrong",
    grafana: "any of it at a glance",
} as const;

/** Nothing goes live unobserved (GOV-11, MIG-09): each signal comes from here or from something that exists. */
export function checkWatched(raw: RawObservability | undefined, error: Say): void {
    if (raw === undefined) {
        error(
            "unobserved-production",
            "missing; no mesh goes live unobserved, so in production write what watches it: { sampling: 5, jaeger: { retention: 48h } }, with mode: existing for each part that you have already",
        );
        return;
    }
    for (const [part, unseen] of Object.entries(signals)) {
        if (raw[part as keyof typeof signals]?.mode === "off") {
            const message = `"off" would leave production without seeing ${unseen}; write mode: install, or mode: existing with its host and port`;
            error("unobserved-production", message, part, "mode");
        }
    }
}
