import type { V1Pod } from "@kubernetes/client-node";
import { type IstiodGroup, livePods } from "./istiodGroup";

/** What a group's process is doing, as far as its pods must tell. */
export interface InstanceView {
    readonly running: boolean;
    readonly ready: boolean;
    readonly restarts: number;
    /** Why there is no process and will be none, in words for the pod's status. */
    readonly missing?: string;
}

export interface PodReport extends InstanceView {
    readonly pod: V1Pod;
}

export interface IstiodPlan {
    readonly start: readonly IstiodGroup[];
    /** Keys of groups whose process must end. */
    readonly stop: readonly string[];
    /** Pods whose status must change. */
    readonly report: readonly PodReport[];
    /** Pods whose graceful deletion is over: a kubelet deletes the object once the containers have ended. */
    readonly remove: readonly V1Pod[];
}

/** What is to be done so that processes and pods agree; nothing when they already do. */
export function planIstiod(
    groups: readonly IstiodGroup[],
    instances: ReadonlyMap<string, InstanceView>,
): IstiodPlan {
    const wanted = new Set(groups.filter((group) => livePods(group).length > 0).map(({ key }) => key));
    return {
        start: groups.filter(({ key }) => wanted.has(key) && !instances.has(key)),
        stop: [...instances.keys()].filter((key) => !wanted.has(key)),
        report: groups.flatMap((group) => reports(group, instances.get(group.key))),
        remove: groups
            .filter(({ key }) => wanted.has(key) || !instances.has(key))
            .flatMap(({ pods }) => pods.filter((pod) => pod.metadata?.deletionTimestamp)),
    };
}

function reports(group: IstiodGroup, instance: InstanceView | undefined): readonly PodReport[] {
    const state = instance ?? { running: false, ready: false, restarts: 0 };
    return livePods(group)
        .filter((pod) => !tells(pod, state))
        .map((pod) => ({ pod, ...state }));
}

/** A pod that was never reported on stays Pending until its process runs, as while images are pulled. */
function tells(pod: V1Pod, state: InstanceView): boolean {
    const statuses = pod.status?.containerStatuses ?? [];
    if (statuses.length === 0) {
        return !state.running && state.missing === undefined;
    }
    const ready = pod.status?.conditions?.find(({ type }) => type === "Ready")?.status === "True";
    return (
        ready === state.ready &&
        statuses.every(
            (each) =>
                each.ready === state.ready &&
                each.restartCount === state.restarts &&
                (each.state?.running !== undefined) === state.running &&
                (state.missing === undefined || each.state?.waiting?.message === state.missing),
        )
    );
}
