import { controlPlaneDefaults } from "./components/controlPlaneDefaults";
import { scraperNamespaces, systemServices, type Target } from "./components/derive";
import { compareVersions } from "./components/revisions";
import type { Settings } from "./settings";

const { rootNamespace } = controlPlaneDefaults;
const clusterDomain = "cluster.local";

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
    const { namespaces, platform } = settings.rollout;
    const { observability, gateways } = platform;
    // Those that istiod watches: the same for every stack of one catalogue.
    const watched = new Set([
        rootNamespace,
        ...namespaces.keys(),
        ...[...gateways.values()].map(({ namespace }) => namespace),
    ]);
    return {
        oldest,
        newest,
        dataPlane: "sidecar",
        rootNamespace,
        trustDomain: settings.mesh.trustDomain,
        clusterDomain,
        revisions: [...settings.revisions.keys()].sort(),
        tags: settings.tags,
        systemServices: systemServices(observability, clusterDomain, watched),
        scraperNamespaces: scraperNamespaces(observability),
    };
}
