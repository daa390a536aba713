import type { ClusterView, Labelled } from "./clusterView";
import type { ObservedMesh } from "./observed";
import { versionOfImage } from "./observeImage";
import { compareVersions } from "./support";

/** istio-cni: a DaemonSet that the chart always calls so, because its plugin looks for that name. */
export function observeCni({ workloads }: Pick<ClusterView, "workloads">): ObservedMesh["cni"] {
    if (!workloads.read) {
        return "unknown";
    }
    const found = workloads.items.find(
        ({ kind, labels }) => kind === "DaemonSet" && labels["k8s-app"] === "istio-cni-node",
    );
    const version = versionOfImage(found?.images["install-cni"]);
    return found === undefined ? "none" : version === undefined ? "unknown" : { version };
}

/**
 * The release that Istio's CRDs came from, as the base chart labels them. Where they are of several, an update was cut
 * short: the oldest is what can be relied on.
 */
export function observeCrds({
    customResourceDefinitions,
}: Pick<ClusterView, "customResourceDefinitions">): ObservedMesh["crds"] {
    if (!customResourceDefinitions.read) {
        return "unknown";
    }
    const { items } = customResourceDefinitions;
    const versions = items.flatMap((each) => versionOfChart(each) ?? []).sort(compareVersions);
    const oldest = versions[0];
    return items.length === 0 ? "none" : oldest === undefined ? "unknown" : { version: oldest };
}

function versionOfChart({ labels }: Labelled): string | undefined {
    const said = labels["app.kubernetes.io/version"] ?? labels["helm.sh/chart"]?.replace(/^base-/, "");
    return said !== undefined && /^\d+\.\d+\.\d+$/.test(said) ? said : undefined;
}
