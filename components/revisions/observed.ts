import type { Use } from "./use";

/** What a cluster runs, as far as it could be read. */
export interface ObservedMesh {
    /** Control planes by revision name; `undefined` when Deployments could not be read. */
    readonly revisions: ReadonlyMap<string, ObservedRevision> | undefined;
    /** Tags by name; `undefined` when webhook configurations could not be read. */
    readonly tags: ReadonlyMap<string, ObservedTag> | undefined;
    /** What the default validator calls; `none` when there is none, `unknown` when that could not be read. */
    readonly validator: { readonly revision: string } | "none" | "unknown";
    /** Use of every revision and tag that is declared or was seen. What is not listed counts as unknown. */
    readonly revisionUse: ReadonlyMap<string, Use>;
    readonly tagUse: ReadonlyMap<string, Use>;
    /** Pods with a proxy: revision to proxy version to number of pods; `unknown` where the version is not told. */
    readonly proxies: ReadonlyMap<string, ReadonlyMap<string, number>> | undefined;
    /**
     * Pods with a proxy, by the tag or revision whose proxy they would get if they started now; `undefined` when not
     * readable.
     */
    readonly followers: ReadonlyMap<string, readonly PodWithProxy[]> | undefined;
    /** Those of them whose proxy is not of the revision that their tag points to, by tag. */
    readonly stale: ReadonlyMap<string, readonly PodWithProxy[]> | undefined;
    /** Version of istio-cni; `none` when it is not installed. */
    readonly cni: { readonly version: string } | "none" | "unknown";
    /** Version that Istio's CRDs came from, where they say so. */
    readonly crds: { readonly version: string } | "none" | "unknown";
    /** Kubernetes, `major.minor`; `undefined` when it was not told. */
    readonly kubernetes: string | undefined;
}

export interface ObservedRevision {
    /** `major.minor.patch` of its image; absent where that is no such tag. */
    readonly version?: string;
    readonly health: "ready" | "unready";
    /** Installed by somebody else, so this stack neither moves nor retires it. */
    readonly foreign?: boolean;
    /** Available and wanted pods. */
    readonly pods: { readonly available: number; readonly wanted: number };
}

export interface ObservedTag {
    readonly revision: string;
    /** Made by somebody else, so this stack does not remove it. */
    readonly foreign?: boolean;
    /** A tag is its injection webhook and its Service; both move together. */
    readonly webhook: boolean;
    readonly service: boolean;
}

export interface PodWithProxy {
    readonly namespace: string;
    readonly name: string;
    /** Revision of the proxy it runs. */
    readonly revision: string;
    /** What owns it and would start it again, `Deployment web`; absent for a pod nobody owns. */
    readonly owner?: { readonly kind: string; readonly name: string };
}

/** A cluster of which nothing could be read: everything is unknown, so nothing may go. */
export const unobserved: ObservedMesh = {
    revisions: undefined,
    tags: undefined,
    validator: "unknown",
    revisionUse: new Map(),
    tagUse: new Map(),
    proxies: undefined,
    followers: undefined,
    stale: undefined,
    cni: "unknown",
    crds: "unknown",
    kubernetes: undefined,
};
