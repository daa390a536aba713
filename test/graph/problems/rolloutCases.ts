import { type Case, gone } from "./example";

export const rolloutCases: readonly Case[] = [
    {
        title: "a namespace the stack does not know",
        change: { "stack/namespaces/bank": gone },
        codes: ["namespace-without-stage"],
        says: [
            `meshwright:namespaces.bank: this stack does not say where the namespace "bank" stands (catalog/bank.yaml); write { stage: off }, or a further stage`,
        ],
    },
    {
        title: "a namespace the catalogue does not know",
        change: { "stack/namespaces/bnk": { stage: "off" } },
        codes: ["unknown-namespace"],
        says: [
            `meshwright:namespaces.bnk: unknown namespace "bnk" (did you mean "bank"?); known: bank, shop`,
        ],
    },
    {
        title: "a workload the catalogue does not know",
        change: { "stack/namespaces/shop/workloads": { wbe: { replicas: 2 } } },
        codes: ["unknown-workload"],
        says: [
            `meshwright:namespaces.shop.workloads.wbe: unknown workload "wbe"; known: ledger, nightly, web`,
        ],
    },
    {
        title: "sizes of what is not deployed",
        change: { "stack/namespaces/bank/workloads": { accounts: { replicas: 2 } } },
        codes: ["rollout-without-deployment"],
        says: [
            `meshwright:namespaces.bank.workloads.accounts: this program does not deploy "accounts"; add a deployment at catalog/bank.yaml: workloads.accounts, or remove this`,
        ],
    },
    {
        title: "replicas of a job in the stack",
        change: { "stack/namespaces/shop/workloads": { nightly: { replicas: 2 } } },
        codes: ["replicas-of-job"],
        says: [
            "meshwright:namespaces.shop.workloads.nightly.replicas: a CronJob runs one pod to its end; remove replicas",
        ],
    },
    {
        title: "a limit in the stack below the request",
        change: { "stack/namespaces/shop/workloads": { web: { resources: { cpuLimit: "50m" } } } },
        codes: ["limit-below-request"],
        says: [
            "meshwright:namespaces.shop.workloads.web.resources.cpuLimit: the CPU limit 50m is below the request of 100m; raise the limit or lower the request",
        ],
    },
    {
        title: "a store without an endpoint",
        change: { "stack/stores": {} },
        codes: ["store-without-endpoint"],
        says: [
            `meshwright:stores.cache: this stack does not say where the store "cache" is (catalog/shop.yaml: stores.cache); write { host: … }`,
        ],
    },
    {
        title: "an endpoint of an unknown store",
        change: { "stack/stores/cahce": { host: "cache.example.com" } },
        codes: ["unknown-store"],
        says: [`meshwright:stores.cahce: unknown store "cahce"; known: cache`],
    },
    {
        title: "a strict callee with a caller that has no sidecar",
        change: { "stack/namespaces/shop": { stage: "off" } },
        codes: ["caller-without-sidecar"],
        says: [
            `catalog/shop.yaml: calls[2].service: "bank/accounts" takes mTLS only (stage enforced) and "shop/web" has no sidecar (stage off), so every call would fail; raise shop to observed first`,
        ],
    },
    {
        title: "a scope that names an unknown namespace",
        change: { "stack/scope": ["shop", "bnk"] },
        codes: ["unknown-namespace"],
        says: [`meshwright:scope[0]: unknown namespace "bnk" (did you mean "bank"?); known: bank, shop`],
    },
];
