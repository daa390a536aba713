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
 * Why anything may be removed although it is used, also what no stack file names any more: to take the mesh away is
 * to take every revision and every tag from under whatever follows it. `undefined` where the mesh stays.
 */
export function removalOfEverything(rollback: Rollback | undefined): RemovalOverride | undefined {
    return rollback !== undefined && leavesNoMesh(rollback)
        ? { reason: rollback.reason, until: rollback.until }
        : undefined;
}
