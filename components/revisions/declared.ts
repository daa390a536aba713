import type { VersionException } from "./exceptions";

/** What a stack file says about revisions and whatever follows them. */
export interface DeclaredRevisions {
    /**
     * Whether this stack installs control planes, moves tags and retires them; where it is false another stack does,
     * and this one only follows. Defaults to true.
     */
    readonly ownsControlPlane?: boolean;
    /** By name; empty when the stack is to have no mesh. */
    readonly revisions: ReadonlyMap<string, { readonly version: string }>;
    /** Tag to revision. */
    readonly tags: ReadonlyMap<string, string>;
    /** Injected namespaces by name. */
    readonly namespaces: ReadonlyMap<string, { readonly tag: string }>;
    readonly gateways: ReadonlyMap<
        string,
        { readonly namespace: string; readonly tag: string; readonly canaryTag?: string }
    >;
    /** Absent where istio-cni is not this stack's. */
    readonly cni?: { readonly version: string };
    /** Names of revisions that were there once: never declared again, and CRDs stay as new as the newest of them. */
    readonly retired: ReadonlySet<string>;
    /** Revisions and tags that may go although they are used or nobody knows, with the reason. */
    readonly removals: ReadonlyMap<string, RemovalOverride>;
    /** Why everything may go: the mesh is taken away. Absent while it stays. */
    readonly everything?: RemovalOverride;
    readonly exceptions: readonly VersionException[];
}

/** Why something may be removed although it is used. */
export interface RemovalOverride {
    readonly reason: string;
    /** ISO date; the override holds through this day. */
    readonly until: string;
}
