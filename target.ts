import type { Target } from "./components/derive";
import type { Settings } from "./settings";

/** What this stack's objects will meet, from what its stack file says. Every declared revision counts as live. */
export function targetOf(settings: Settings): Target {
    const versions = [...settings.revisions.values()].map((revision) => revision.version).sort(byVersion);
    const oldest = versions[0];
    const newest = versions[versions.length - 1];
    if (oldest === undefined || newest === undefined) {
        throw new Error("internal error: the settings declare no revision");
    }
    return {
        oldest,
        newest,
        dataPlane: "sidecar",
        rootNamespace: "istio-system",
        trustDomain: settings.mesh.trustDomain,
        clusterDomain: "cluster.local",
        revisions: [...settings.revisions.keys()].sort(),
        // Extension providers and scrapers come with the parts that install them.
        systemHosts: [],
        scraperNamespaces: [],
    };
}

/** Number by number: as text, 1.9.0 would be newer than 1.31.0. */
function byVersion(left: string, right: string): number {
    const lefts = left.split(".").map(Number);
    const rights = right.split(".").map(Number);
    for (let at = 0; at < 3; at++) {
        const difference = (lefts[at] ?? 0) - (rights[at] ?? 0);
        if (difference !== 0) {
            return difference;
        }
    }
    return 0;
}
