import { count } from "../words";
import type { RestartCluster } from "./cluster";
import { type Budget, budgetsOf, waitsFor, wayOf } from "./disruption";
import { standingOf } from "./health";
import { isStale, type LivePod } from "./livePod";
import type { LiveWorkload } from "./liveWorkload";
import { type Candidate, idOf, type Wanted } from "./model";

/** What moving one workload needs of the command around it. */
export interface MoveContext {
    readonly cluster: RestartCluster;
    readonly wanted: Wanted;
    /** Milliseconds within which a workload must be healthy. */
    readonly timeout: number;
    readonly say: (line: string) => void;
    /** Milliseconds, for how long something took. */
    readonly now: () => number;
    /** Waits between two looks; ends early, by throwing, when the command is interrupted. */
    readonly pause: () => Promise<void>;
    /** Aborted when the command is interrupted: then nothing new is begun. */
    readonly signal: AbortSignal;
}

export type Moved =
    | { readonly moved: true }
    /** Not by this command; why. */
    | { readonly moved: false; readonly left: string }
    | { readonly moved: false; readonly unhealthy: string };

/**
 * Has the proxies of one workload replaced and waits until it is healthy. Everything is told from what lives: pods
 * that are current already are not asked for again, and a rollout that is on its way is waited for, not begun anew.
 */
export async function move(candidate: Candidate, context: MoveContext): Promise<Moved> {
    const id = idOf(candidate);
    const started = context.now();
    const before = await settled(candidate, context, "before it was touched");
    if (before === "gone") {
        return gone(id, context);
    }
    if ("unhealthy" in before) {
        return { moved: false, ...before };
    }
    const stale = before.pods.filter((pod) => isStale(pod, context.wanted));
    if (stale.length === 0) {
        context.say(`  ${id}: current already`);
        return { moved: true };
    }
    const way = wayOf(
        before.live,
        budgetsOf(before.live, await context.cluster.budgets(candidate.namespace)),
    );
    if (way.way === "leave") {
        return { moved: false, left: way.why };
    }
    const refused =
        way.way === "roll"
            ? await roll(before.live, way.takes, context)
            : await evictAll(candidate, stale, context);
    if (refused !== undefined) {
        return { moved: false, unhealthy: refused };
    }
    const after = await settled(candidate, context, "after its restart");
    if (after === "gone") {
        return gone(id, context);
    }
    if ("unhealthy" in after) {
        return { moved: false, ...after };
    }
    const wrong = after.pods.find((pod) => isStale(pod, context.wanted));
    if (wrong !== undefined) {
        return { moved: false, unhealthy: notInjected(wrong, context.wanted) };
    }
    const seconds = Math.round((context.now() - started) / 1000);
    context.say(
        `  ${id}: ${after.pods.length} of ${after.live.wanted} pods ${becameOf(context.wanted)}, ${seconds} s`,
    );
    return { moved: true };
}

interface Settled {
    readonly live: LiveWorkload;
    readonly pods: readonly LivePod[];
}

/** Waits for the controllers to be done and for every pod to be available. */
async function settled(
    candidate: Candidate,
    { cluster, timeout, say, now, pause }: MoveContext,
    when: string,
): Promise<Settled | "gone" | { readonly unhealthy: string }> {
    const end = now() + timeout;
    let told: string | undefined;
    for (;;) {
        const seen = await cluster.workload(candidate);
        if (seen === undefined) {
            return "gone";
        }
        const standing = standingOf(seen.live, seen.pods);
        if (standing.state === "settled") {
            return seen;
        }
        if (standing.state === "stuck") {
            return { unhealthy: `${standing.because} (${when})` };
        }
        if (now() >= end) {
            return { unhealthy: `${standing.missing} after ${Math.round(timeout / 1000)} s (${when})` };
        }
        if (standing.missing !== told) {
            told = standing.missing;
            say(`  ${idOf(candidate)}: ${told}`);
        }
        await pause();
    }
}

/** Answers with what stands in the way when no budget lets it begin in time. */
async function roll(live: LiveWorkload, takes: number, context: MoveContext): Promise<string | undefined> {
    const { cluster, say, now, signal } = context;
    const blocked = await allowed(
        async () => waitsFor(takes, budgetsOf(live, await cluster.budgets(live.namespace))),
        idOf(live),
        takes,
        context,
    );
    if (blocked !== undefined) {
        return blocked;
    }
    signal.throwIfAborted();
    await cluster.restart(live, new Date(now()).toISOString());
    say(`  ${idOf(live)}: rolling`);
    return undefined;
}

/** One pod at a time, each only when the one before has a successor: its strategy could not keep the budget. */
async function evictAll(
    candidate: Candidate,
    stale: readonly LivePod[],
    context: MoveContext,
): Promise<string | undefined> {
    for (const pod of stale) {
        const refused = await evictOne(candidate, pod, context);
        if (refused !== undefined) {
            return refused;
        }
        context.say(`  ${idOf(candidate)}: evicted ${pod.name}`);
        await context.pause();
        const after = await settled(candidate, context, `after ${pod.name} was evicted`);
        if (after !== "gone" && "unhealthy" in after) {
            return after.unhealthy;
        }
    }
    return undefined;
}

async function evictOne(
    candidate: Candidate,
    pod: LivePod,
    { cluster, timeout, now, pause, signal }: MoveContext,
): Promise<string | undefined> {
    const end = now() + timeout;
    signal.throwIfAborted();
    while ((await cluster.evict(candidate.namespace, pod)) === "refused") {
        if (now() >= end) {
            return `no PodDisruptionBudget let pod ${pod.name} go within ${Math.round(timeout / 1000)} s`;
        }
        await pause();
    }
    return undefined;
}

async function allowed(
    blocker: () => Promise<Budget | undefined>,
    id: string,
    takes: number,
    { timeout, say, now, pause }: MoveContext,
): Promise<string | undefined> {
    const end = now() + timeout;
    let told = false;
    for (;;) {
        const budget = await blocker();
        if (budget === undefined) {
            return undefined;
        }
        const words = `PodDisruptionBudget ${idOf(budget)} allows ${count(budget.allowed, "disruption")} and a rolling update may take ${takes}`;
        if (now() >= end) {
            return `${words}, for ${Math.round(timeout / 1000)} s now`;
        }
        if (!told) {
            told = true;
            say(`  ${id}: waiting: ${words}`);
        }
        await pause();
    }
}

function gone(id: string, { say }: MoveContext): Moved {
    say(`  ${id}: is gone`);
    return { moved: true };
}

function notInjected({ name, revision }: LivePod, wanted: Wanted): string {
    if (wanted === "no proxy") {
        return `its new pod ${name} has a proxy of ${revision} again; see who labels it or its namespace`;
    }
    return revision === undefined
        ? `its new pod ${name} has no proxy; see the labels of its namespace, and whether it opts out`
        : `its new pod ${name} has a proxy of ${revision}, not of ${wanted.revision}; see the labels of its namespace and its own`;
}

function becameOf(wanted: Wanted): string {
    return wanted === "no proxy" ? "without a proxy" : `on ${wanted.revision}`;
}
