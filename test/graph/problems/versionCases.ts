import type { Case } from "./example";

const web = "catalog/shop.yaml: services.web";
const rollout = "meshwright:namespaces.shop";
const subsets = { v1: { version: "v1" }, v2: { version: "v2" } };
const v2 = { versions: { v2: { image: "registry.example.com/shop/web:2.0.0" } } };
const beta = { name: "beta", headers: { "x-beta": "true" }, subset: "v1" };

export const versionCases: readonly Case[] = [
    {
        title: "nothing in shares, versions and a version route that fit together",
        change: {
            "shop/services/web/subsets": subsets,
            "shop/services/web/traffic/versions": [{ ...beta, path: "/v2/*", subset: "v2" }],
            "stack/namespaces/shop/services": {
                web: { weights: { v1: 90, v2: 10 }, mirror: { subset: "v2" } },
            },
            "stack/namespaces/shop/workloads": { web: v2 },
        },
        codes: [],
        says: [],
    },
    {
        title: "nothing in weights of versions that others deploy, or that nothing is sent to yet",
        change: {
            "shop/services/web/subsets": subsets,
            "bank/services/accounts/subsets": subsets,
            "stack/namespaces/shop/services": { web: { weights: { v1: 100, v2: 0 } } },
            "stack/namespaces/bank/services": { accounts: { weights: { v1: 50, v2: 50 } } },
        },
        codes: [],
        says: [],
    },
    {
        title: "a weight on a subset that does not exist",
        change: {
            "shop/services/web/subsets": subsets,
            "stack/namespaces/shop/services": { web: { weights: { v1: 90, canary: 10 } } },
        },
        codes: ["unknown-subset"],
        says: [`${rollout}.services.web.weights.canary: unknown subset "canary"; known: v1, v2`],
    },
    {
        title: "a weight on a version nobody runs",
        change: {
            "shop/services/web/subsets": subsets,
            "stack/namespaces/shop/services": { web: { weights: { v1: 90, v2: 10 } } },
        },
        codes: ["weight-without-version"],
        says: [
            `${rollout}.services.web.weights.v2: 10 per cent of the requests would go to version "v2", of which this stack runs no pod; deploy it (workloads.<name>.versions, with replicas above 0), or make this 0`,
        ],
    },
    {
        title: "copies for a version with no replicas",
        change: {
            "shop/services/web/subsets": subsets,
            "stack/namespaces/shop/services": {
                web: { weights: { v1: 100, v2: 0 }, mirror: { subset: "v2", percent: 5 } },
            },
            "stack/namespaces/shop/workloads": {
                web: { versions: { v2: { ...v2.versions.v2, replicas: 0 } } },
            },
        },
        codes: ["weight-without-version"],
        says: [
            `${rollout}.services.web.mirror.subset: 5 per cent of the requests would go to version "v2", of which this stack runs no pod; deploy it (workloads.<name>.versions, with replicas above 0), or make this 0`,
        ],
    },
    {
        title: "weights of a service that does not exist",
        change: { "stack/namespaces/shop/services": { wbe: { weights: { v1: 90, v2: 10 } } } },
        codes: ["unknown-service"],
        says: [`${rollout}.services.wbe: unknown service "wbe"; known: ledger, web`],
    },
    {
        title: "weights and copies of a headless service",
        change: {
            "shop/services/ledger/subsets": subsets,
            "stack/namespaces/shop/services": {
                ledger: { weights: "external", mirror: { subset: "v1" } },
            },
        },
        codes: ["weights-on-headless", "mirror-on-headless"],
        says: [
            `${rollout}.services.ledger.weights: a headless service is reached pod by pod, and the proxy sends a request where its caller connected to; remove it`,
            `${rollout}.services.ledger.mirror: a headless service is reached pod by pod, and the proxy sends a request where its caller connected to; remove it`,
        ],
    },
    {
        title: "weights and copies on plain TCP",
        change: {
            "shop/services/ledger/headless": false,
            "shop/services/ledger/subsets": subsets,
            "stack/namespaces/shop/services": {
                ledger: { weights: { v1: 100, v2: 0 }, mirror: { subset: "v1" } },
            },
        },
        codes: ["weights-on-tcp", "mirror-on-tcp"],
        says: [
            `${rollout}.services.ledger.weights: sharing requests needs an HTTP port, and this service has none; remove it`,
            `${rollout}.services.ledger.mirror: sharing requests needs an HTTP port, and this service has none; remove it`,
        ],
    },
    {
        title: "a controller with nothing to share between",
        change: { "stack/namespaces/shop/services": { web: { weights: "external" } } },
        codes: ["external-without-subsets"],
        says: [
            `${rollout}.services.web.weights: a controller shares traffic between two subsets at least; declare them in the catalogue, or remove it`,
        ],
    },
    {
        title: "a new version that would get requests at once",
        change: { "stack/namespaces/shop/workloads": { web: v2 } },
        codes: ["version-without-weights"],
        says: [
            `${rollout}.workloads.web.versions: the new pods would get requests to "web" at once, by their number; say its share first: services.web.weights`,
        ],
    },
    {
        title: "a version that is the workload's own",
        change: {
            "shop/services/web/subsets": subsets,
            "stack/namespaces/shop/services": { web: { weights: { v1: 100, v2: 0 } } },
            "stack/namespaces/shop/workloads": { web: { versions: { v1: v2.versions.v2 } } },
        },
        codes: ["version-taken"],
        says: [
            `${rollout}.workloads.web.versions.v1: "v1" is the version of the workload itself; give this one another, or remove it`,
        ],
    },
    {
        title: "a version whose Deployment has the name of a workload",
        change: {
            "shop/workloads/web-v2": {},
            "shop/services/web/subsets": subsets,
            "stack/namespaces/shop/services": { web: { weights: { v1: 100, v2: 0 } } },
            "stack/namespaces/shop/workloads": { web: v2 },
        },
        codes: ["reserved-name"],
        says: [
            `${rollout}.workloads.web.versions.v2: its Deployment would be called like the workload "web-v2"; give the version another name`,
        ],
    },
    {
        title: "a second version of a StatefulSet",
        change: { "stack/namespaces/shop/workloads": { ledger: v2 } },
        codes: ["versions-of-kind"],
        says: [
            `${rollout}.workloads.ledger.versions: only a Deployment runs beside another version of itself, this is a StatefulSet; remove it`,
        ],
    },
    {
        title: "a selector that knows one version only",
        change: {
            "shop/workloads/web/selector": { app: "web", version: "v1" },
            "shop/services/web/subsets": subsets,
            "stack/namespaces/shop/services": { web: { weights: { v1: 100, v2: 0 } } },
            "stack/namespaces/shop/workloads": { web: v2 },
        },
        codes: ["version-in-selector"],
        says: [
            `${rollout}.workloads.web.versions: the selector of "web" names one version, so pods of another would belong to nobody; take "version" out of it`,
        ],
    },
    {
        title: "a version of a workload behind plain TCP",
        change: {
            "shop/services/raw": {
                workload: "web",
                ports: { tcp: { port: 9000, protocol: "tcp" } },
                accepts: [{ from: "nightly" }],
            },
            "shop/calls/5": { from: "nightly", service: "raw" },
            "shop/services/web/subsets": subsets,
            "stack/namespaces/shop/services": { web: { weights: { v1: 100, v2: 0 } } },
            "stack/namespaces/shop/workloads": { web: v2 },
        },
        codes: ["version-cannot-share"],
        says: [
            `${rollout}.workloads.web.versions: nothing could keep connections to "raw" from a new version: sharing requests needs an HTTP port, and this service has none; remove the versions, or serve it by another workload`,
        ],
    },
    {
        title: "a version route to nothing that runs",
        change: {
            "shop/services/web/subsets": subsets,
            "shop/services/web/traffic/versions": [{ ...beta, subset: "v2" }],
        },
        codes: ["version-route-left-out"],
        says: [
            `${web}.traffic.versions[0]: warning: this stack runs no pod of version "v2", so the route "beta" is left out here and its requests go the usual way`,
        ],
    },
    {
        title: "a version route to a subset that does not exist",
        change: { "shop/services/web/traffic/versions": [beta] },
        codes: ["unknown-subset"],
        says: [`${web}.traffic.versions[0].subset: unknown subset "v1"; none is declared`],
    },
    {
        title: "a version route that takes everything",
        change: {
            "shop/services/web/subsets": subsets,
            "shop/services/web/traffic/versions": [{ name: "beta", subset: "v1" }],
        },
        codes: ["version-route-takes-all"],
        says: [
            `${web}.traffic.versions[0]: fits every request, so nothing would be left for what follows; write headers or a path, or give the service weights`,
        ],
    },
    {
        title: "a version route that is never reached, and one of the same name",
        change: {
            "shop/services/web/subsets": subsets,
            "shop/services/web/traffic/versions": [
                { name: "new", path: "/v2/*", subset: "v1" },
                { name: "beta", headers: { "x-beta": "true" }, path: "/v2/items", subset: "v1" },
                { name: "new", headers: { "x-beta": "true" }, subset: "v1" },
            ],
        },
        codes: ["version-route-unreachable", "duplicate-version-route"],
        says: [
            `${web}.traffic.versions[1]: never used: "new" before it fits everything this one does; put this one first, or remove it`,
            `${web}.traffic.versions[2].name: there is already a route "new"; rename one`,
        ],
    },
    {
        title: "a header and a path that are none",
        change: {
            "shop/services/web/subsets": subsets,
            "shop/services/web/traffic/versions": [
                { name: "beta", headers: { "X-Beta": "true" }, path: "/v2*", subset: "v1" },
                { name: "gamma", headers: { "x-beta": " true" }, subset: "v1" },
            ],
        },
        codes: ["bad-header-value", "bad-header", "bad-path"],
        says: [
            `${web}.traffic.versions[1].headers.x-beta: " true" is not a value a header can have; use up to 256 printable ASCII characters, no space at either end`,
            `${web}.traffic.versions[0].headers.X-Beta: "X-Beta" is not a header name; write it in lower case, such as "x-session-id"`,
            `${web}.traffic.versions[0].path: the path "/v2*" has a "*" that is not its last segment; only an ending "/*" is a prefix`,
        ],
    },
    {
        title: "version routes of a headless service and on plain TCP",
        change: {
            "shop/services/ledger/subsets": subsets,
            "shop/services/ledger/traffic": { versions: [beta] },
            "shop/services/raw": {
                workload: "web",
                ports: { tcp: { port: 9000, protocol: "tcp" } },
                subsets,
                traffic: { versions: [beta] },
                accepts: [{ from: "nightly" }],
            },
            "shop/calls/5": { from: "nightly", service: "raw" },
        },
        codes: ["versions-on-headless", "versions-on-tcp"],
        says: [
            "catalog/shop.yaml: services.ledger.traffic.versions: a headless service is reached pod by pod, and the proxy sends a request where its caller connected to; remove it",
            "catalog/shop.yaml: services.raw.traffic.versions: choosing a version by request needs an HTTP port, and this service has none; remove it",
        ],
    },
];
