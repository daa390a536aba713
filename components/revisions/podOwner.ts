import type { Labels, PodView } from "./clusterView";

type Owner = NonNullable<PodView["owner"]>;

/**
 * What would start a pod again. A Deployment's pods belong to a ReplicaSet that is called after it and after the hash
 * of the pods' template; a ReplicaSet called otherwise stands for itself.
 */
export function podOwner(owner: Owner | undefined, labels: Labels): Owner | undefined {
    const hash = labels["pod-template-hash"];
    return owner?.kind === "ReplicaSet" && hash !== undefined && owner.name.endsWith(`-${hash}`)
        ? { kind: "Deployment", name: owner.name.slice(0, -hash.length - 1) }
        : owner;
}
