import { istioMinors, istioPool } from "../schema/istioPool";

/** Where an API server has a kind. */
export interface Resource {
    readonly group: string;
    readonly versions: readonly string[];
    readonly plural: string;
    readonly namespaced: boolean;
}

/** Versions of kinds that are not Istio's: all that are served. */
const versions: Readonly<Record<string, readonly string[]>> = {
    core: ["v1"],
    apps: ["v1"],
    batch: ["v1"],
    "apiextensions.k8s.io": ["v1"],
    "argoproj.io": ["v1alpha1"],
    "serving.knative.dev": ["v1"],
};

const clusterWide = new Set(["core/Namespace", "apiextensions.k8s.io/CustomResourceDefinition"]);

export function resourceOf(groupKind: string): Resource {
    const [group = "", kind = ""] = groupKind.split("/");
    const served = versions[group] ?? istioVersions(groupKind);
    if (served.length === 0) {
        throw new Error(`nobody says which versions of ${groupKind} there are`);
    }
    return {
        group: group === "core" ? "" : group,
        versions: served,
        plural: pluralOf(kind.toLowerCase()),
        namespaced: !clusterWide.has(groupKind),
    };
}

/** Of every minor that is pinned: during an upgrade the CRDs are of either. */
function istioVersions(groupKind: string): readonly string[] {
    const all = istioMinors.flatMap((minor) => Object.keys(istioPool.kinds[minor]?.[groupKind] ?? {}));
    return [...new Set(all)].sort();
}

function pluralOf(kind: string): string {
    if (/[^aeiou]y$/.test(kind)) {
        return `${kind.slice(0, -1)}ies`;
    }
    return kind.endsWith("s") ? `${kind}es` : `${kind}s`;
}
