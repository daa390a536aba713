import type { V1Container, V1Pod } from "@kubernetes/client-node";

/**
 * The pods of one ReplicaSet of an istiod Deployment. They run the same template, so one process stands for all
 * of them; a roll-out makes a second ReplicaSet and so a second process, and the old one goes when its pods do.
 */
export interface IstiodGroup {
    readonly key: string;
    /** The ReplicaSet's name, or the pod's for a pod nobody owns: the name of the process and of its log. */
    readonly name: string;
    readonly namespace: string;
    readonly pods: readonly V1Pod[];
}

export function groupPods(pods: readonly V1Pod[]): readonly IstiodGroup[] {
    const groups = new Map<string, V1Pod[]>();
    for (const pod of [...pods].sort(byName)) {
        const key = ownerOf(pod).key;
        groups.set(key, [...(groups.get(key) ?? []), pod]);
    }
    return [...groups].flatMap(([key, members]) => {
        const [first] = members;
        return first
            ? [{ key, name: ownerOf(first).name, namespace: first.metadata?.namespace ?? "", pods: members }]
            : [];
    });
}

/** Pods that were scheduled and are not on their way out: those a kubelet would run. */
export function livePods(group: IstiodGroup): readonly V1Pod[] {
    return group.pods.filter((pod) => pod.spec?.nodeName && !pod.metadata?.deletionTimestamp);
}

/** Charts call it `discovery`. */
export function discoveryContainer(pod: V1Pod): V1Container | undefined {
    return pod.spec?.containers.find(({ name }) => name === "discovery") ?? pod.spec?.containers[0];
}

function ownerOf(pod: V1Pod): { key: string; name: string } {
    const owner = pod.metadata?.ownerReferences?.find(({ controller }) => controller);
    return owner
        ? { key: owner.uid, name: owner.name }
        : { key: pod.metadata?.uid ?? "", name: pod.metadata?.name ?? "" };
}

function byName(left: V1Pod, right: V1Pod): number {
    return (left.metadata?.name ?? "") < (right.metadata?.name ?? "") ? -1 : 1;
}
