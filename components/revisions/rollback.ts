import type { RollbackTarget } from "../graph/model";
import type { RemovalOverride } from "./declared";

export type { RollbackTarget } from "../graph/model";

/** A mesh that is taken back for a while: why, how far, and through which day. */
export interface Rollback extends RemovalOverride {
    readonly to: RollbackTarget;
}

/** What takes every Istio with it: no control plane, nothing that Istio runs, no object of Istio's. */
export function leavesNoMesh(rollback: Rollback | undefined): boolean {
    return rollback?.to === "unmeshed";
}

/** What gives no pod that starts a proxy. */
export function startsWithoutProxies(rollback: Rollback | undefined): boolean {
    return rollback !== undefined && rollback.to !== "observed";
}

/**
 * What may be removed although it is used. To take the mesh away is to remove every revision and every tag from
 * under whatever follows it, so the rollback's own reason stands for all of them; what was written for one stands.
 */
export function effectiveRemovals(
    rollback: Rollback | undefined,
    {
        revisions,
        tags,
        removals,
    }: {
        readonly revisions: ReadonlyMap<string, unknown>;
        readonly tags: ReadonlyMap<string, unknown>;
        readonly removals: ReadonlyMap<string, RemovalOverride>;
    },
): ReadonlyMap<string, RemovalOverride> {
    if (rollback === undefined || !leavesNoMesh(rollback)) {
        return removals;
    }
    const { reason, until } = rollback;
    const implied = [...revisions.keys(), ...tags.keys()].map((name) => [name, { reason, until }] as const);
    return new Map([...implied, ...removals]);
}
