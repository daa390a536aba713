import type { LivePod } from "./livePod";
import type { LiveWorkload } from "./liveWorkload";

/** How a workload stands: settled, on its way (and what is still missing), or stuck for good. */
export type Standing =
    | { readonly state: "settled" }
    | { readonly state: "moving"; readonly missing: string }
    | { readonly state: "stuck"; readonly because: string };

export function standingOf(workload: LiveWorkload, pods: readonly LivePod[]): Standing {
    const { observed, wanted, updated, available, total, conditions, strategy } = workload;
    const late = conditions.find(
        ({ type, status, reason }) =>
            type === "Progressing" && status === "False" && reason === "ProgressDeadlineExceeded",
    );
    if (observed && late !== undefined) {
        return { state: "stuck", because: [late.message, ...troubles(workload, pods)].join("; ") };
    }
    // Pods below a partition stay at the old template for good.
    const current = strategy.type === "Partitioned" ? wanted : updated;
    // Counts in a status lag behind an eviction; the pods themselves do not.
    const ready = pods.filter((pod) => pod.ready && !pod.ending).length;
    const missing = !observed
        ? "its controller has not seen the change yet"
        : current < wanted
          ? `${current} of ${wanted} pods are of the new template`
          : available < wanted
            ? `${available} of ${wanted} pods are available`
            : ready < wanted
              ? `${ready} of ${wanted} pods are ready`
              : total > wanted
                ? `${total - wanted} of its old pods still run`
                : undefined;
    return missing === undefined
        ? { state: "settled" }
        : { state: "moving", missing: [missing, ...troubles(workload, pods)].join("; ") };
}

/** What somebody would look for first: why pods cannot be made, or do not become ready. */
function troubles({ conditions }: LiveWorkload, pods: readonly LivePod[]): readonly string[] {
    const refused = conditions
        .filter(({ type, status }) => type === "ReplicaFailure" && status === "True")
        .map(({ message }) => message);
    const waiting = pods.flatMap(({ name, trouble }) =>
        trouble === undefined ? [] : [`pod ${name}: ${trouble}`],
    );
    return [...refused, ...waiting.slice(0, 3)];
}
