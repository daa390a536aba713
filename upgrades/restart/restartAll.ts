import type { RestartCluster } from "./cluster";
import { budgetsOf } from "./disruption";
import { type Candidate, idOf, type LeftAlone, type Wanted } from "./model";
import { type MoveContext, type Moved, move } from "./move";
import { type Budgeted, wavesOf } from "./waves";

export interface RestartPlan {
    readonly wanted: Wanted;
    readonly waves: readonly (readonly Budgeted[])[];
}

/** How a restart ended. `done` counts workloads that are current now. */
export type Ended =
    | { readonly how: "done"; readonly done: number; readonly left: readonly LeftAlone[] }
    | {
          readonly how: "stopped";
          readonly done: number;
          readonly left: readonly LeftAlone[];
          /** `shop/web: 1 of 3 pods are available …`, one for each that is not healthy. */
          readonly saw: readonly string[];
      }
    | { readonly how: "interrupted"; readonly done: number; readonly moving: readonly string[] };

/** Which workloads move together, by the budgets that count their pods. A workload that is gone is left out. */
export async function planWaves(
    cluster: RestartCluster,
    candidates: readonly Candidate[],
    size: number,
): Promise<RestartPlan["waves"]> {
    const budgeted: Budgeted[] = [];
    for (const candidate of candidates) {
        const seen = await cluster.workload(candidate);
        if (seen !== undefined) {
            const budgets = budgetsOf(seen.live, await cluster.budgets(candidate.namespace)).map(idOf);
            budgeted.push({ ...candidate, budgets });
        }
    }
    return wavesOf(budgeted, size);
}

/**
 * Wave by wave: the next begins when every workload of the one before is healthy and none of its pods is stale. Stops
 * at the first that is not; the others of its wave are seen to their end.
 */
export async function restartAll({ wanted, waves }: RestartPlan, context: MoveContext): Promise<Ended> {
    const left: LeftAlone[] = [];
    let done = 0;
    for (const [index, wave] of waves.entries()) {
        if (context.signal.aborted) {
            return { how: "interrupted", done, moving: [] };
        }
        context.say(`Wave ${index + 1} of ${waves.length}: ${wave.map(idOf).join(", ")}`);
        const trouble =
            wanted === "no proxy" ? undefined : await context.cluster.tagTrouble(wanted.tag, wanted.revision);
        if (trouble !== undefined) {
            return { how: "stopped", done, left, saw: [trouble] };
        }
        const ends = await Promise.all(wave.map((each) => moveUnlessInterrupted(each, context)));
        done += ends.filter(({ moved }) => moved === true).length;
        left.push(...ends.flatMap(leftOf));
        const moving = ends.filter(({ moved }) => moved === "interrupted");
        if (moving.length > 0) {
            return { how: "interrupted", done, moving: moving.map(({ workload }) => idOf(workload)) };
        }
        const saw = ends.flatMap(unhealthyOf);
        if (saw.length > 0) {
            return { how: "stopped", done, left, saw };
        }
    }
    return { how: "done", done, left };
}

type End = (Moved | { readonly moved: "interrupted" }) & { readonly workload: Candidate };

/** What an interruption throws out of a wait is no failure of the workload. */
async function moveUnlessInterrupted(workload: Candidate, context: MoveContext): Promise<End> {
    try {
        return { ...(await move(workload, context)), workload };
    } catch (error) {
        if (context.signal.aborted) {
            return { moved: "interrupted", workload };
        }
        throw error;
    }
}

function unhealthyOf(end: End): readonly string[] {
    return "unhealthy" in end ? [`${idOf(end.workload)}: ${end.unhealthy}`] : [];
}

function leftOf(end: End): readonly LeftAlone[] {
    const { kind, namespace, name, pods } = end.workload;
    return "left" in end ? [{ namespace, what: `${kind} ${name}`, pods, why: end.left }] : [];
}
