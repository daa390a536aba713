import type { Target } from "./components/derive";
import { compareVersions } from "./components/revisions";
import type { Settings } from "./settings";

/** What this stack's objects will meet, from what its stack file says. Every declared revision counts as live. */
export function targetOf(settings: Settings): Target {
    const versions = [...settings.revisions.values()]
        .map((revision) => revision.version)
        .sort(compareVersions);
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
        tags: settings.tags,
        // Extension providers and scrapers come with the parts that install them.
        systemHosts: [],
        scraperNamespaces: [],
    };
}
