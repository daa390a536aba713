import type { ClusterView } from "../clusterView";

const owners: ReadonlySet<string> = new Set(["Deployment", "StatefulSet", "DaemonSet"]);

/**
 * The cluster as it will be when the pods that are ending have ended. Those whose workload is gone end as well:
 * Kubernetes deletes them a moment later.
 */
export function withoutEndingPods(view: ClusterView): ClusterView {
    const { pods, workloads } = view;
    if (!pods.read) {
        return view;
    }
    const living = new Set(
        (workloads.read ? workloads.items : []).map(
            ({ kind, namespace, name }) => `${kind} ${namespace}/${name}`,
        ),
    );
    const stays = pods.items.filter(({ ending, owner, namespace }) => {
        const isOrphan =
            workloads.read &&
            owner !== undefined &&
            owners.has(owner.kind) &&
            !living.has(`${owner.kind} ${namespace}/${owner.name}`);
        return !ending && !isOrphan;
    });
    return { ...view, pods: { read: true, items: stays } };
}
