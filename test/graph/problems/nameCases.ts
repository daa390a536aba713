import type { Case } from "./example";

export const nameCases: readonly Case[] = [
    {
        title: "a namespace with a capital",
        change: {
            "bank/namespace": "Bank",
            "shop/calls/2": { from: "web", service: "Bank/accounts", operations: ["read"] },
            "stack/namespaces": { shop: { stage: "off" } },
        },
        codes: ["bad-name"],
        says: [
            `catalog/bank.yaml: namespace: "Bank" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
        ],
    },
    {
        title: "a reserved namespace",
        change: {
            "bank/namespace": "kube-system",
            "shop/calls/2": { from: "web", service: "kube-system/accounts", operations: ["read"] },
            "stack/namespaces": { shop: { stage: "off" } },
        },
        codes: ["reserved-namespace"],
        says: [
            `catalog/bank.yaml: namespace: the namespace "kube-system" is not for services (reserved: default, istio-system, kube-*); choose one of your own`,
        ],
    },
    {
        title: "the default namespace",
        change: {
            "bank/namespace": "default",
            "shop/calls/2": { from: "web", service: "default/accounts", operations: ["read"] },
            "stack/namespaces": { shop: { stage: "off" } },
        },
        codes: ["reserved-namespace"],
        says: [
            `catalog/bank.yaml: namespace: the namespace "default" is not for services (reserved: default, istio-system, kube-*); choose one of your own`,
        ],
    },
    {
        title: "one namespace in two files",
        change: { "bank/namespace": "shop" },
        codes: ["duplicate-namespace"],
        says: [
            `catalog/shop.yaml: namespace: the namespace "shop" is already described by catalog/bank.yaml; merge the two files`,
        ],
    },
    {
        title: "a workload with a dot",
        change: { "bank/workloads/ac.counts": {} },
        codes: ["bad-name"],
        says: [
            `catalog/bank.yaml: workloads["ac.counts"]: "ac.counts" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
        ],
    },
    {
        title: "a workload with a regular expression",
        change: { "bank/workloads/a.*": {} },
        codes: ["bad-name"],
        says: [
            `catalog/bank.yaml: workloads["a.*"]: "a.*" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
        ],
    },
    {
        title: "a service with an underscore",
        change: {
            "shop/services/led_ger": { workload: "ledger", ports: { tcp: { port: 7000, protocol: "tcp" } } },
        },
        codes: ["bad-name"],
        says: [
            `catalog/shop.yaml: services.led_ger: "led_ger" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
        ],
    },
    {
        title: "a service of 64 characters",
        change: {
            "shop/services/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": {
                workload: "ledger",
                ports: { tcp: { port: 7000, protocol: "tcp" } },
            },
        },
        codes: ["name-too-long"],
        says: [
            `catalog/shop.yaml: services.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"… has 64 characters; shorten it to 63 or fewer`,
        ],
    },
    {
        title: "a port name of 17 characters",
        change: { "shop/services/web/ports/http-of-many-name": { port: 81, protocol: "http" } },
        codes: ["name-too-long"],
        says: [
            `catalog/shop.yaml: services.web.ports.http-of-many-name: "http-of-many-name" has 17 characters; shorten it to 15 or fewer`,
        ],
    },
    {
        title: "a service that starts with a digit",
        change: {
            "shop/services/2nd": { workload: "ledger", ports: { tcp: { port: 7000, protocol: "tcp" } } },
        },
        codes: ["bad-name"],
        says: [
            `catalog/shop.yaml: services.2nd: "2nd" starts with a digit, which Kubernetes refuses for a Service; start with a letter`,
        ],
    },
    {
        title: "a port name without a letter",
        change: { "shop/services/web/ports/8081": { port: 81, targetPort: 8081, protocol: "http" } },
        codes: ["bad-name"],
        says: [
            `catalog/shop.yaml: services.web.ports.8081: "8081" is not a port name; write at least one letter and no two "-" in a row`,
        ],
    },
    {
        title: "a port name with two dashes",
        change: { "shop/services/web/ports/http--b": { port: 81, targetPort: 8081, protocol: "http" } },
        codes: ["bad-name"],
        says: [
            `catalog/shop.yaml: services.web.ports.http--b: "http--b" is not a port name; write at least one letter and no two "-" in a row`,
        ],
    },
    {
        title: "a schedule at the sixtieth minute",
        change: { "shop/workloads/nightly/deployment/schedule": "60 3 * * *" },
        codes: ["bad-schedule"],
        says: [
            `catalog/shop.yaml: workloads.nightly.deployment.schedule: "60 3 * * *" is not a cron expression; write five fields, such as "0 3 * * *"`,
        ],
    },
    {
        title: "an operation with a slash",
        change: { "shop/services/web/operations/a|b": { methods: ["GET"], paths: ["/a"] } },
        codes: ["bad-name"],
        says: [
            `catalog/shop.yaml: services.web.operations["a/b"]: "a/b" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
        ],
    },
    {
        title: "a subset with a capital",
        change: { "shop/services/web/subsets": { V1: { version: "v1" } } },
        codes: ["bad-name"],
        says: [
            `catalog/shop.yaml: services.web.subsets.V1: "V1" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
        ],
    },
    {
        title: "two subsets of one version",
        change: { "shop/services/web/subsets": { blue: { version: "v1" }, green: { version: "v1" } } },
        codes: ["duplicate-subset"],
        says: [
            `catalog/shop.yaml: services.web.subsets.green.version: the version "v1" already is the subset "blue"; remove one`,
        ],
    },
    {
        title: "a store with a dot",
        change: {
            "bank/stores": { "a.b": { port: 1, owner: "x", reason: "own AUTH" } },
            "bank/calls": [{ from: "accounts", store: "a.b" }],
            "stack/stores/a.b": { host: "a.example.com" },
        },
        codes: ["bad-name"],
        says: [
            `catalog/bank.yaml: stores["a.b"]: "a.b" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
        ],
    },
    {
        title: "a service account with a star",
        change: { "bank/workloads/accounts/serviceAccount": "acc*" },
        codes: ["bad-name"],
        says: [
            `catalog/bank.yaml: workloads.accounts.serviceAccount: "acc*" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
        ],
    },
    {
        title: "the default service account",
        change: { "bank/workloads/accounts/serviceAccount": "default" },
        codes: ["default-identity"],
        says: [
            `catalog/bank.yaml: workloads.accounts.serviceAccount: the service account "default" is what every pod without one runs as; give the workload its own, such as "accounts"`,
        ],
    },
    {
        title: "a shared service account",
        change: { "shop/workloads/web/serviceAccount": "ledger" },
        codes: ["shared-identity"],
        says: [
            `catalog/shop.yaml: workloads.web.serviceAccount: the service account "ledger" already belongs to the workload "ledger"; give each its own`,
        ],
    },
    {
        title: "a selector without labels",
        change: { "bank/workloads/accounts/selector": {} },
        codes: ["empty"],
        says: [
            "catalog/bank.yaml: workloads.accounts.selector: is empty and would select every pod of the namespace; write { app: accounts }",
        ],
    },
    {
        title: "a selector by a label of Kubernetes",
        change: { "bank/workloads/accounts/selector": { "topology.kubernetes.io/zone": "a" } },
        codes: ["bad-label"],
        says: [
            `catalog/bank.yaml: workloads.accounts.selector["topology.kubernetes.io/zone"]: the label "topology.kubernetes.io/zone" belongs to Kubernetes or Istio; select by a label of your own, such as "app"`,
        ],
    },
    {
        title: "a selector value with a space",
        change: { "bank/workloads/accounts/selector": { app: "a b" } },
        codes: ["bad-label"],
        says: [
            `catalog/bank.yaml: workloads.accounts.selector.app: "a b" is not a label value; use letters, digits, "-", "_" and ".", starting and ending with a letter or digit`,
        ],
    },
    {
        title: "a selector key with a space",
        change: { "bank/workloads/accounts/selector": { "a b": "x" } },
        codes: ["bad-label"],
        says: [
            `catalog/bank.yaml: workloads.accounts.selector["a b"]: "a b" is not a label key; use letters, digits, "-", "_" and "."`,
        ],
    },
    {
        title: "selectors that could match one pod",
        change: { "shop/workloads/web/selector": { tier: "front" } },
        codes: ["overlapping-selectors"],
        says: [
            `catalog/shop.yaml: workloads.web.selector: a pod could belong to this workload and to "ledger" (app=ledger); give one label, such as app, a different value in each`,
        ],
    },
    {
        title: "the same selector twice",
        change: { "shop/workloads/web/selector": { app: "ledger" } },
        codes: ["overlapping-selectors"],
        says: [
            `catalog/shop.yaml: workloads.web.selector: a pod could belong to this workload and to "ledger" (app=ledger); give one label, such as app, a different value in each`,
        ],
    },
    {
        title: "a cron job with a name too long for its jobs",
        change: {
            "shop/workloads/nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn": {
                deployment: { kind: "CronJob", schedule: "@daily", image: "a/b:1" },
            },
        },
        codes: ["name-too-long"],
        says: [
            "catalog/shop.yaml: workloads.nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn: the name of a CronJob may have 52 characters, this has 53; shorten it",
        ],
    },
    {
        title: "a wildcard external host",
        change: { "shop/externals/*.example.com": { owner: "x" } },
        codes: ["wildcard-host"],
        says: [
            `catalog/shop.yaml: externals["*.example.com"]: "*.example.com" is a pattern; name each host exactly`,
        ],
    },
    {
        title: "an address as external host",
        change: { "shop/externals/10.0.0.1": { owner: "x" } },
        codes: ["address-as-host"],
        says: [
            `catalog/shop.yaml: externals["10.0.0.1"]: "10.0.0.1" is an address; name the host, its certificate and its DNS record are what is checked`,
        ],
    },
    {
        title: "a cluster-local external host",
        change: { "shop/externals/db.data.svc.cluster.local": { owner: "x" } },
        codes: ["cluster-host"],
        says: [
            `catalog/shop.yaml: externals["db.data.svc.cluster.local"]: "db.data.svc.cluster.local" is inside the cluster; declare it as a service, an alias (ExternalName) is refused`,
        ],
    },
    {
        title: "an external host without a domain",
        change: { "shop/externals/intranet": { owner: "x" } },
        codes: ["bad-host"],
        says: [
            `catalog/shop.yaml: externals.intranet: "intranet" is not a fully qualified host; write it as in "auth.example.com", in lower case`,
        ],
    },
    {
        title: "an external host with capitals",
        change: { "shop/externals/API.example.com": { owner: "x" } },
        codes: ["bad-host"],
        says: [
            `catalog/shop.yaml: externals["API.example.com"]: "API.example.com" is not a fully qualified host; write it as in "auth.example.com", in lower case`,
        ],
    },
    {
        title: "a workload named like the namespace's own policy",
        change: { "shop/workloads/default-deny": { selector: { app: "other" } } },
        codes: ["reserved-name"],
        says: [
            `catalog/shop.yaml: workloads.default-deny: "default-deny" is the name of the namespace's own policy; give the workload another`,
        ],
    },
    {
        title: "a workload named like the audit pass of another",
        change: { "shop/workloads/web-audit-pass": { selector: { app: "other" } } },
        codes: ["reserved-name"],
        says: [
            `catalog/shop.yaml: workloads.web-audit-pass: "web-audit-pass" is the name of the audit pass of "web"; give the workload another`,
        ],
    },
    {
        title: "a service named like what is derived for a store",
        change: {
            "shop/services/store-cache": {
                workload: "web",
                ports: { tcp: { port: 90, targetPort: 8090, protocol: "tcp" } },
                accepts: "declared",
            },
            "shop/calls/5": { from: "nightly", service: "store-cache" },
        },
        codes: ["reserved-name"],
        says: [
            `catalog/shop.yaml: services.store-cache: "store-cache" is the name of what is derived for the store "cache"; give the service another`,
        ],
    },
    {
        title: "two stores at one host",
        change: {
            "shop/stores/queue": { port: 9092, owner: "platform", reason: "SASL" },
            "shop/calls/5": { from: "web", store: "queue" },
            "stack/stores/queue": { host: "cache.example.com" },
        },
        codes: ["shared-host"],
        says: [
            `meshwright:stores.queue.host: "cache.example.com" is already the host of the store "cache"; give each store a host name of its own`,
        ],
    },
    {
        title: "a variable that is named like a credential",
        change: {
            "shop/workloads/ledger/deployment/env": { DB_PASSWORD: "x", PASSWORD_FILE: "/run/password" },
        },
        codes: ["plain-credential"],
        says: [
            `catalog/shop.yaml: workloads.ledger.deployment.env.DB_PASSWORD: "DB_PASSWORD" is named like a credential, and a value here stands in git and in the stack's state; deploy this workload by your own means with a Secret, and leave "deployment" out`,
        ],
    },
];
