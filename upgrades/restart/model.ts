/** What a rolling restart can move; everything else that starts pods is left to people. */
export const restartableKinds = ["Deployment", "StatefulSet", "DaemonSet"] as const;

export type RestartableKind = (typeof restartableKinds)[number];

export interface WorkloadRef {
    readonly kind: RestartableKind;
    readonly namespace: string;
    readonly name: string;
}

/** A workload with proxies that have to change. */
export interface Candidate extends WorkloadRef {
    /** Whether its pods are gateways: what everybody outside comes through moves last. */
    readonly gateway: boolean;
    /** Pods to be replaced. */
    readonly pods: number;
    /** Revisions that these pods run now, sorted. */
    readonly from: readonly string[];
}

/** Proxies that no restart of ours moves, and why. */
export interface LeftAlone {
    readonly namespace: string;
    /** `Job nightly`, `pod debug`. */
    readonly what: string;
    readonly pods: number;
    readonly why: string;
}

/** Which proxies are meant: those of a tag, or those in namespaces that no longer get any. */
export type Wanted = { readonly tag: string; readonly revision: string } | "no proxy";

export function idOf({ namespace, name }: Pick<WorkloadRef, "namespace" | "name">): string {
    return `${namespace}/${name}`;
}

export function isRestartable(kind: string): kind is RestartableKind {
    return restartableKinds.some((each) => each === kind);
}
