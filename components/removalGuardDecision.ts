import { setTimeout as pause } from "node:timers/promises";
import { overriddenText, previewText, type Removal, refusalText } from "./removalGuardText";
import type { ClusterView } from "./revisions/clusterView";
import type { RemovalOverride } from "./revisions/declared";
import type { Use } from "./revisions/use";
import { revisionUse, tagUse, withoutEndingPods } from "./revisions/users";

export interface RemovalSurroundings {
    readonly read: () => Promise<ClusterView>;
    readonly override: RemovalOverride | undefined;
    readonly warn: (text: string) => Promise<void>;
    /** How long pods may take that are all there is and are ending. Defaults to a minute. */
    readonly patienceSeconds?: number;
    /** Defaults to two. */
    readonly pollSeconds?: number;
}

/**
 * Lets a removal pass when nothing uses what is to go, or when the stack file says that it may go all the same.
 *
 * @throws Error with the users, what to do, and how to override
 */
export async function decideRemoval(removal: Removal, surroundings: RemovalSurroundings): Promise<void> {
    const { override, warn } = surroundings;
    const use = await settledUse(removal, surroundings);
    if (use.state === "free") {
        return;
    }
    if (override === undefined) {
        throw new Error(refusalText(removal, use));
    }
    await warn(overriddenText(removal, use, override));
}

/** Says at preview what an update would refuse, as far as it can be told before the update's own changes. */
export async function warnOfRemoval(
    removal: Removal,
    { read, override, warn }: RemovalSurroundings,
): Promise<void> {
    const use = useOf(removal, await read());
    if (use.state !== "free") {
        await warn(
            override === undefined ? previewText(removal, use) : overriddenText(removal, use, override),
        );
    }
}

/** What was deleted before in the same update takes as long to end as its pods may: those are waited for. */
async function settledUse(
    removal: Removal,
    { read, patienceSeconds = 60, pollSeconds = 2 }: RemovalSurroundings,
): Promise<Use> {
    const end = Date.now() + patienceSeconds * 1000;
    for (;;) {
        const view = await read();
        const use = useOf(removal, view);
        const isEnding = use.state === "used" && useOf(removal, withoutEndingPods(view)).state === "free";
        if (!isEnding || Date.now() >= end) {
            return use;
        }
        await pause(pollSeconds * 1000);
    }
}

function useOf({ kind, name }: Removal, view: ClusterView): Use {
    return kind === "revision" ? revisionUse(name, view) : tagUse(name, view);
}
