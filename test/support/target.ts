import type { Target } from "../../components/derive";

/** What most tests derive for: one revision, nothing of the platform's own. */
export const testTarget: Target = {
    oldest: "1.31.1",
    newest: "1.31.1",
    dataPlane: "sidecar",
    rootNamespace: "istio-system",
    trustDomain: "cluster.local",
    clusterDomain: "cluster.local",
    revisions: ["1-31-1"],
    tags: new Map(["canary", "default", "gateways", "stable"].map((tag) => [tag, "1-31-1"])),
    systemServices: [],
    scraperNamespaces: [],
};
