import { labels } from "../labels";
import type { ClusterView, PodView } from "./clusterView";
import type { ObservedMesh } from "./observed";
import { versionOfImage } from "./observeImage";

/** What the injector writes into a pod that it gave a proxy. */
export const statusKey = "sidecar.istio.io/status";

/**
 * The revision of a pod's proxy, or nothing where the pod has none. The injector writes it into the annotation
 * `istio.io/rev`, and into `sidecar.istio.io/status` as well, which is what older pods and other templates have.
 */
export function proxyRevision({ annotations, proxyImage }: PodView): string | undefined {
    const status = annotations[statusKey];
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
