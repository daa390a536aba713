import type { V1ContainerStatus, V1Pod } from "@kubernetes/client-node";
import { proxyRevision } from "../../components/revisions/observeProxies";
import { podOwner } from "../../components/revisions/podOwner";
import type { Wanted, WorkloadRef } from "./model";

/** A pod of a workload, as far as a restart asks. */
export interface LivePod {
    readonly name: string;
    readonly uid: string;
    /** Revision of its proxy; absent when it has none. */
    readonly revision?: string;
    readonly ready: boolean;
    readonly ending: boolean;
    /** Why it is not ready, in Kubernetes' own words; absent when there is nothing to say. */
    readonly trouble?: string;
}

/** Pods that belong to the workload: labels alone would also find those of its canary, which share them. */
export function podsOf({ kind, name }: WorkloadRef, pods: readonly V1Pod[]): readonly LivePod[] {
    return pods
        .filter((pod) => {
            const controller = pod.metadata?.ownerReferences?.find((each) => each.controller === true);
            const owner = podOwner(controller, pod.metadata?.labels ?? {});
            const ended = pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed";
            return !ended && owner?.kind === kind && owner.name === name;
        })
        .map(livePod)
        .sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** Whether a pod that stays is not what is wanted: of another revision, or without a proxy where one should be. */
export function isStale({ revision, ending }: LivePod, wanted: Wanted): boolean {
    return !ending && (wanted === "no proxy" ? revision !== undefined : revision !== wanted.revision);
}

function livePod({ metadata, spec, status }: V1Pod): LivePod {
    const proxyImage = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].find(
        (each) => each.name === "istio-proxy",
    )?.image;
    const revision = proxyRevision({
        kind: "Pod",
        name: metadata?.name ?? "",
        labels: metadata?.labels ?? {},
        annotations: metadata?.annotations ?? {},
        phase: status?.phase ?? "",
        ending: false,
        ...(proxyImage === undefined ? {} : { proxyImage }),
    });
    const conditions = status?.conditions ?? [];
    const trouble = troubleOf(conditions, [
        ...(status?.initContainerStatuses ?? []),
        ...(status?.containerStatuses ?? []),
    ]);
    return {
        name: metadata?.name ?? "",
        uid: metadata?.uid ?? "",
        ...(revision === undefined ? {} : { revision }),
        ready: conditions.some(({ type, status: is }) => type === "Ready" && is === "True"),
        ending: metadata?.deletionTimestamp !== undefined,
        ...(trouble === undefined ? {} : { trouble }),
    };
}

/** These pass by themselves; everything else a container waits for is worth telling. */
const passing = new Set(["ContainerCreating", "PodInitializing"]);

function troubleOf(
    conditions: readonly { readonly type: string; readonly status: string; readonly message?: string }[],
    containers: readonly V1ContainerStatus[],
): string | undefined {
    const unscheduled = conditions.find(({ type, status }) => type === "PodScheduled" && status === "False");
    if (unscheduled !== undefined) {
        return unscheduled.message ?? "no node takes it";
    }
    const stuck = containers.find(
        ({ state }) => state?.waiting?.reason !== undefined && !passing.has(state.waiting.reason),
    );
    const waiting = stuck?.state?.waiting;
    return waiting === undefined
        ? undefined
        : `container ${stuck?.name} is in ${waiting.reason}${waiting.message === undefined ? "" : ` (${waiting.message})`}`;
}
