import { matchesLabels } from "../../components/access/reachable/labelSelector";
import type { LiveWorkload, Share } from "./liveWorkload";
import { idOf } from "./model";

/** A PodDisruptionBudget as the API server shows it now. */
export interface Budget {
    readonly namespace: string;
    readonly name: string;
    readonly selector: unknown;
    /** Pods that may go now. */
    readonly allowed: number;
    /** Pods that may go when all of them are healthy; absent while nobody has counted them. */
    readonly most?: number;
}

/**
 * How the pods of a workload are replaced. `roll`: by its own strategy, as soon as every budget allows what that may
 * take at once. `evict`: pod by pod through the Eviction API, because its strategy could not keep a budget.
 */
export type Way =
    | { readonly way: "roll"; readonly takes: number }
    | { readonly way: "evict" }
    | { readonly way: "leave"; readonly why: string };

/** Budgets that count these pods; an empty selector counts every pod of the namespace. */
export function budgetsOf(
    { namespace, podLabels }: Pick<LiveWorkload, "namespace" | "podLabels">,
    budgets: readonly Budget[],
): readonly Budget[] {
    return budgets.filter(
        (each) => each.namespace === namespace && matchesLabels(each.selector, podLabels) !== "no",
    );
}

export function wayOf(workload: LiveWorkload, budgets: readonly Budget[]): Way {
    const { strategy } = workload;
    if (strategy.type === "OnDelete") {
        return leave("its update strategy is OnDelete: whoever runs it deletes its pods when it suits");
    }
    if (strategy.type === "Paused") {
        return leave(`somebody paused it; resume it: ${resume(workload)}`);
    }
    const takes = takenAtOnce(workload);
    if (takes !== undefined && budgets.every(({ most }) => most === undefined || most >= takes)) {
        return { way: "roll", takes };
    }
    const closed = budgets.find(({ most }) => most !== undefined && most < 1);
    if (closed !== undefined) {
        return leave(
            `its PodDisruptionBudget ${idOf(closed)} never lets a pod go; give it one more replica or loosen the budget`,
        );
    }
    if (budgets.length > 1) {
        const names = budgets.map(idOf).join(", ");
        return leave(
            `more than one PodDisruptionBudget counts its pods (${names}), and then Kubernetes evicts none; keep one`,
        );
    }
    return { way: "evict" };
}

/** The budget that does not allow as many disruptions now. */
export function waitsFor(takes: number, budgets: readonly Budget[]): Budget | undefined {
    return takes === 0 ? undefined : budgets.find(({ allowed }) => allowed < takes);
}

/**
 * Pods that a rolling update may take before their successors are available, rounded as the controllers round;
 * nothing where it would not replace all of them.
 */
function takenAtOnce({ kind, strategy, wanted }: LiveWorkload): number | undefined {
    switch (strategy.type) {
        case "Recreate":
            return wanted;
        case "RollingUpdate": {
            const surge = resolved(strategy.maxSurge, wanted, Math.ceil);
            const round = kind === "DaemonSet" ? Math.ceil : Math.floor;
            const unavailable = resolved(strategy.maxUnavailable, wanted, round);
            // Percentages may both come to nothing; then the controllers take one, or nothing would ever move.
            return surge === 0 ? Math.max(1, unavailable) : unavailable;
        }
        default:
            return undefined;
    }
}

function resolved(share: Share, wanted: number, round: (value: number) => number): number {
    const percent = typeof share === "string" ? /^(\d+)%$/.exec(share)?.[1] : undefined;
    return percent === undefined ? Number(share ?? 0) : round((Number(percent) * wanted) / 100);
}

function leave(why: string): Way {
    return { way: "leave", why };
}

function resume({ namespace, name }: LiveWorkload): string {
    return `kubectl -n ${namespace} rollout resume deployment/${name}`;
}
