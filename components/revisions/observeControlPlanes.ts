import { labels } from "../labels";
import { istiodChartName } from "../naming";
import type { ClusterView, WorkloadView } from "./clusterView";
import type { ObservedMesh, ObservedRevision } from "./observed";
import { versionOfImage } from "./observeImage";

/**
 * Control planes by revision: Deployments of the istiod chart, which labels them `app=istiod` and `istio.io/rev`, the
 * one without a revision as `default`.
 */
export function observeControlPlanes({
    workloads,
}: Pick<ClusterView, "workloads">): ObservedMesh["revisions"] {
    if (!workloads.read) {
        return undefined;
    }
    const found = new Map<string, ObservedRevision>();
    for (const workload of workloads.items) {
        const revision = revisionOfIstiod(workload);
        if (revision !== undefined) {
            const version = versionOfImage(workload.images["discovery"]);
            const { available, wanted } = workload;
            found.set(revision, {
                ...(version === undefined ? {} : { version }),
                // Scaled to nothing it answers nobody, so it is not ready either.
                health: wanted > 0 && available >= wanted ? "ready" : "unready",
                pods: { available, wanted },
                ...(isOurs(workload, revision) ? {} : { foreign: true }),
            });
        }
    }
    return found;
}

function revisionOfIstiod({ kind, labels: own }: WorkloadView): string | undefined {
    return kind === "Deployment" && own["app"] === "istiod" ? own[labels.revision] : undefined;
}

/** Charts write their release into `app.kubernetes.io/instance`; Helm itself, which this program is not, annotates too. */
function isOurs({ labels: own, annotations }: WorkloadView, revision: string): boolean {
    return (
        own["app.kubernetes.io/instance"] === istiodChartName(revision) &&
        annotations["meta.helm.sh/release-name"] === undefined
    );
}
