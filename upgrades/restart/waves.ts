import { type Candidate, idOf } from "./model";

/** A candidate, and the PodDisruptionBudgets that its pods count for. */
export interface Budgeted extends Candidate {
    /** Ids, `namespace/name`. */
    readonly budgets: readonly string[];
}

/**
 * Workloads in the order they are restarted in, at most `size` at a time. Two that share a PodDisruptionBudget never
 * go together: each alone may keep it, and both at once break it. Gateways begin when everything else is done. The
 * same workloads give the same waves, in whichever order they were found.
 */
export function wavesOf<Each extends Budgeted>(
    workloads: readonly Each[],
    size: number,
): readonly (readonly Each[])[] {
    const sorted = [...workloads].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
    return [
        ...packed(
            sorted.filter(({ gateway }) => !gateway),
            size,
        ),
        ...packed(
            sorted.filter(({ gateway }) => gateway),
            size,
        ),
    ];
}

/** Each goes into the first wave that has room for it. */
function packed<Each extends Budgeted>(
    workloads: readonly Each[],
    size: number,
): readonly (readonly Each[])[] {
    const waves: { readonly members: Each[]; readonly budgets: Set<string> }[] = [];
    for (const workload of workloads) {
        let wave = waves.find(
            ({ members, budgets }) =>
                members.length < size && !workload.budgets.some((budget) => budgets.has(budget)),
        );
        if (wave === undefined) {
            wave = { members: [], budgets: new Set() };
            waves.push(wave);
        }
        wave.members.push(workload);
        for (const budget of workload.budgets) {
            wave.budgets.add(budget);
        }
    }
    return waves.map(({ members }) => members);
}

function keyOf(workload: Candidate): string {
    return `${idOf(workload)} ${workload.kind}`;
}
