import { type Case, gone } from "../../graph/problems/example";

export const platformCases: readonly Case[] = [
    {
        title: "no environment",
        change: { "stack/environment": gone },
        codes: ["missing-key"],
        says: ["meshwright:environment: missing; write a name such as dev or prod"],
    },
    {
        title: "an environment with a space",
        change: { "stack/environment": "my dev" },
        codes: ["bad-name"],
        says: [
            `meshwright:environment: "my dev" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
        ],
    },
    {
        title: "an unknown setting",
        change: { "stack/revision": {} },
        codes: ["unknown-key"],
        says: [
            `meshwright:revision: unknown key "revision" (did you mean "revisions"?); allowed: environment, scope, catalog, cluster, charts, mesh, controlPlane, revisions, tags, retired, removals, cni, exceptions, rollback, namespaces, stores, gateways, publicHosts, issuers, certManager, rateLimitService, observability, callBudget, experimentsAllowed, tokens, authorizers`,
        ],
    },
    {
        title: "a scope that is a word",
        change: { "stack/scope": "some" },
        codes: ["wrong-word"],
        says: [`meshwright:scope: must be all, platform, or a list of namespaces, got "some"`],
    },
    {
        title: "an empty scope",
        change: { "stack/scope": [] },
        codes: ["empty"],
        says: ["meshwright:scope: is empty; write all, platform, or a list of namespaces"],
    },
    {
        title: "a namespace twice in the scope",
        change: { "stack/scope": ["shop", "shop"] },
        codes: ["duplicate-item"],
        says: [`meshwright:scope[1]: "shop" is there twice; remove one`],
    },
    {
        title: "an empty catalogue folder",
        change: { "stack/catalog": "" },
        codes: ["empty"],
        says: ["meshwright:catalog: is empty; write it, or remove the key"],
    },
    ...[
        ["../../etc", 'leads up by ".."'],
        ["services/../../etc", 'leads up by ".."'],
        ["services/..", 'leads up by ".."'],
        ["..\\etc", 'leads up by ".."'],
        ["/etc", "is absolute"],
        ["\\\\server\\share", "is absolute"],
        ["C:\\etc", "is absolute"],
    ].map(([folder, wrong]) => ({
        title: `a catalogue in ${folder}, outside of the project`,
        change: { "stack/catalog": folder },
        codes: ["catalog-elsewhere"],
        says: [
            `meshwright:catalog: ${JSON.stringify(folder)} ${wrong}; the catalogue lies in its project, so write a folder below the stack file's, such as "catalog"`,
        ],
    })),
    {
        title: "no requests a second",
        change: { "stack/cluster": { client: { qps: 0 } } },
        codes: ["out-of-range"],
        says: ["meshwright:cluster.client.qps: must be a whole number from 1 to 100000, got 0"],
    },
    {
        title: "a burst below the rate",
        change: { "stack/cluster": { client: { qps: 50, burst: 10 } } },
        codes: ["burst-below-qps"],
        says: [
            "meshwright:cluster.client.burst: 10 is below qps (50), which then is never reached; raise it",
        ],
    },
    {
        title: "charts from two places",
        change: { "stack/charts": { folder: "charts", repository: "oci://example.com/charts" } },
        codes: ["charts-twice"],
        says: ["meshwright:charts: charts come from one place; write repository or folder, not both"],
    },
    {
        title: "charts of one version for revisions of two",
        change: {
            "stack/charts": { folder: "charts" },
            "stack/revisions": { "1-30-5": { version: "1.30.5" }, "1-31-1": { version: "1.31.1" } },
        },
        codes: ["charts-of-one-version"],
        says: [
            `meshwright:charts.folder: "charts" holds one version of the charts, and revisions of 2 are declared (1.30.5, 1.31.1); put each into a folder of its own and write {version} for it, as in "charts/{version}"`,
        ],
    },
    {
        title: "charts from a plain address",
        change: { "stack/charts": { repository: "http://example.com/charts" } },
        codes: ["bad-repository"],
        says: [
            `meshwright:charts.repository: "http://example.com/charts" is not a chart repository; write an address that starts with oci:// or https://`,
        ],
    },
    {
        title: "a trust domain with a star",
        change: { "stack/mesh": { trustDomain: "*.local" } },
        codes: ["bad-trust-domain"],
        says: [
            `meshwright:mesh.trustDomain: "*.local" is not a trust domain; write lower-case letters, digits, "-" and ".", as in "cluster.local"`,
        ],
    },
    {
        title: "no control plane",
        change: { "stack/controlPlane": { replicas: 0 } },
        codes: ["out-of-range"],
        says: ["meshwright:controlPlane.replicas: must be a whole number from 1 to 100, got 0"],
    },
    {
        title: "more replicas than the most",
        change: { "stack/controlPlane": { replicas: 4, maxReplicas: 2 } },
        codes: ["replicas-above-maximum"],
        says: ["meshwright:controlPlane.maxReplicas: 2 is below replicas (4); raise it"],
    },
    {
        title: "a hub with a scheme",
        change: { "stack/controlPlane": { hub: "https://docker.io/istio" } },
        codes: ["bad-hub"],
        says: [
            `meshwright:controlPlane.hub: "https://docker.io/istio" is not an image registry; write it without scheme and tag, as in "docker.io/istio"`,
        ],
    },
    {
        title: "a control plane without an amount of memory",
        change: { "stack/controlPlane": { resources: { memory: "2GB" } } },
        codes: ["bad-quantity"],
        says: [
            `meshwright:controlPlane.resources.memory: "2GB" is not an amount of memory; write "128Mi" or "2Gi"`,
        ],
    },
];
