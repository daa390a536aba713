import { labels } from "../labels";
import type { ClusterView, PodView } from "./clusterView";
import type { ObservedMesh, ObservedTag, StalePod } from "./observed";
import { followedBy } from "./observeFollowed";
import { versionOfImage } from "./observeImage";

/**
 * The revision of a pod's proxy, or nothing where the pod has none. The injector writes it into the annotation
 * `istio.io/rev`, and into `sidecar.istio.io/status` as well, which is what older pods and other templates have.
 */
export function proxyRevision({ annotations, proxyImage }: PodView): string | undefined {
    const status = annotations["sidecar.istio.io/status"];
    if (proxyImage === undefined && status === undefined) {
        return undefined;
    }
    const annotated = annotations[labels.revision];
    return annotated !== undefined && annotated !== "" ? annotated : (revisionOfStatus(status) ?? "unknown");
}

/** Pods that have not ended: finished ones hold no connection to a control plane, and never will again. */
export function livePods(pods: readonly PodView[]): readonly PodView[] {
    return pods.filter(({ phase }) => phase !== "Succeeded" && phase !== "Failed");
}

/** Proxies by revision and version; `unknown` stands for whatever is not told. */
export function observeProxies({ pods }: Pick<ClusterView, "pods">): ObservedMesh["proxies"] {
    if (!pods.read) {
        return undefined;
    }
    const counts = new Map<string, Map<string, number>>();
    for (const pod of livePods(pods.items)) {
        const revision = proxyRevision(pod);
        if (revision !== undefined) {
            const versions = counts.get(revision) ?? new Map<string, number>();
            const version = versionOfImage(pod.proxyImage) ?? "unknown";
            counts.set(revision, versions.set(version, (versions.get(version) ?? 0) + 1));
        }
    }
    return counts;
}

/**
 * Pods whose proxy is not of the revision that the tag they follow points to now, by tag. A pod that is being deleted
 * needs no restart, so it is none of them.
 */
export function observeStale(
    { pods, namespaces }: Pick<ClusterView, "pods" | "namespaces">,
    tags: ReadonlyMap<string, ObservedTag> | undefined,
): ObservedMesh["stale"] {
    if (!pods.read || !namespaces.read || tags === undefined) {
        return undefined;
    }
    const labelsOf = new Map(namespaces.items.map((each) => [each.name, each.labels]));
    const stale = new Map<string, StalePod[]>();
    for (const pod of livePods(pods.items)) {
        const revision = proxyRevision(pod);
        const tag = followedBy(labelsOf.get(pod.namespace ?? "") ?? {}, pod.labels);
        const wanted = tag === undefined ? undefined : tags.get(tag)?.revision;
        if (
            revision !== undefined &&
            tag !== undefined &&
            wanted !== undefined &&
            wanted !== revision &&
            !pod.ending
        ) {
            stale.set(tag, [...(stale.get(tag) ?? []), stalePod(pod, revision)]);
        }
    }
    return stale;
}

/** Pods that still have a proxy although nothing would give them one if they started now. */
export function observeLeaving({
    pods,
    namespaces,
}: Pick<ClusterView, "pods" | "namespaces">): readonly StalePod[] | undefined {
    if (!pods.read || !namespaces.read) {
        return undefined;
    }
    const labelsOf = new Map(namespaces.items.map((each) => [each.name, each.labels]));
    return livePods(pods.items).flatMap((pod) => {
        const revision = proxyRevision(pod);
        const followed = followedBy(labelsOf.get(pod.namespace ?? "") ?? {}, pod.labels);
        return revision === undefined || followed !== undefined || pod.ending
            ? []
            : [stalePod(pod, revision)];
    });
}

function stalePod(pod: PodView, revision: string): StalePod {
    return {
        namespace: pod.namespace ?? "",
        name: pod.name,
        revision,
        ...(pod.owner === undefined ? {} : { owner: pod.owner }),
    };
}

function revisionOfStatus(status: string | undefined): string | undefined {
    try {
        const read: unknown = JSON.parse(status ?? "");
        const revision =
            typeof read === "object" && read !== null && "revision" in read ? read.revision : undefined;
        return typeof revision === "string" && revision !== "" ? revision : undefined;
    } catch {
        return undefined;
    }
}
