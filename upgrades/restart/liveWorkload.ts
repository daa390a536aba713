import type { V1DaemonSet, V1Deployment, V1StatefulSet } from "@kubernetes/client-node";
import type { WorkloadRef } from "./model";

export type Share = number | string | undefined;

/** A workload as the API server shows it now, the same words for every kind. */
export interface LiveWorkload extends WorkloadRef {
    /** Whether its controller has seen its latest template. */
    readonly observed: boolean;
    readonly wanted: number;
    /** Pods of the latest template. */
    readonly updated: number;
    readonly available: number;
    /** All of its pods, those of older templates too. */
    readonly total: number;
    /** Labels of its pods. */
    readonly podLabels: Readonly<Record<string, string>>;
    readonly strategy: Strategy;
    readonly conditions: readonly Condition[];
}

export type Strategy =
    | { readonly type: "RollingUpdate"; readonly maxUnavailable: Share; readonly maxSurge: Share }
    /** A StatefulSet that keeps its first pods at the old template. */
    | { readonly type: "Partitioned" }
    | { readonly type: "Recreate" }
    | { readonly type: "OnDelete" }
    /** A Deployment that somebody holds. */
    | { readonly type: "Paused" };

export interface Condition {
    readonly type: string;
    readonly status: string;
    readonly reason: string;
    readonly message: string;
}

export function liveDeployment({ metadata, spec, status }: V1Deployment): LiveWorkload {
    const { rollingUpdate, type } = spec?.strategy ?? {};
    return {
        kind: "Deployment",
        ...commonOf(metadata, status?.observedGeneration),
        ...replicasOf(spec, status),
        podLabels: spec?.template.metadata?.labels ?? {},
        strategy:
            spec?.paused === true
                ? { type: "Paused" }
                : type === "Recreate"
                  ? { type }
                  : {
                        type: "RollingUpdate",
                        maxUnavailable: rollingUpdate?.maxUnavailable ?? "25%",
                        maxSurge: rollingUpdate?.maxSurge ?? "25%",
                    },
        conditions: (status?.conditions ?? []).map(conditionOf),
    };
}

export function liveStatefulSet({ metadata, spec, status }: V1StatefulSet): LiveWorkload {
    const { rollingUpdate, type } = spec?.updateStrategy ?? {};
    return {
        kind: "StatefulSet",
        ...commonOf(metadata, status?.observedGeneration),
        ...replicasOf(spec, status),
        podLabels: spec?.template.metadata?.labels ?? {},
        strategy:
            type === "OnDelete"
                ? { type }
                : (rollingUpdate?.partition ?? 0) > 0
                  ? { type: "Partitioned" }
                  : {
                        type: "RollingUpdate",
                        maxUnavailable: rollingUpdate?.maxUnavailable ?? 1,
                        maxSurge: 0,
                    },
        conditions: (status?.conditions ?? []).map(conditionOf),
    };
}

export function liveDaemonSet({ metadata, spec, status }: V1DaemonSet): LiveWorkload {
    const { rollingUpdate, type } = spec?.updateStrategy ?? {};
    return {
        kind: "DaemonSet",
        ...commonOf(metadata, status?.observedGeneration),
        wanted: status?.desiredNumberScheduled ?? 0,
        updated: status?.updatedNumberScheduled ?? 0,
        available: status?.numberAvailable ?? 0,
        total: status?.currentNumberScheduled ?? 0,
        podLabels: spec?.template.metadata?.labels ?? {},
        strategy:
            type === "OnDelete"
                ? { type }
                : {
                      type: "RollingUpdate",
                      maxUnavailable: rollingUpdate?.maxUnavailable ?? 1,
                      maxSurge: rollingUpdate?.maxSurge ?? 0,
                  },
        conditions: (status?.conditions ?? []).map(conditionOf),
    };
}

function commonOf(metadata: V1Deployment["metadata"], observedGeneration: number | undefined) {
    return {
        namespace: metadata?.namespace ?? "",
        name: metadata?.name ?? "",
        observed: (observedGeneration ?? 0) >= (metadata?.generation ?? 0),
    };
}

/** Of kinds that count replicas; a DaemonSet counts nodes, under names of its own. */
function replicasOf(
    spec: { readonly replicas?: number } | undefined,
    status: V1StatefulSet["status"] | V1Deployment["status"],
) {
    return {
        wanted: spec?.replicas ?? 1,
        updated: status?.updatedReplicas ?? 0,
        available: status?.availableReplicas ?? 0,
        total: status?.replicas ?? 0,
    };
}

function conditionOf({
    type,
    status,
    reason = "",
    message = "",
}: {
    readonly type: string;
    readonly status: string;
    readonly reason?: string;
    readonly message?: string;
}): Condition {
    return { type, status, reason, message };
}
