import { type Case, gone } from "../../graph/problems/example";

export const stageCases: readonly Case[] = [
    {
        title: "a stage that is none",
        change: { "stack/namespaces/shop/stage": "enforce" },
        codes: ["wrong-word"],
        says: [
            `meshwright:namespaces.shop.stage: must be one of off, observed, audit, enforced, got "enforce" (did you mean "enforced"?)`,
        ],
    },
    {
        title: "a missing stage",
        change: { "stack/namespaces/shop/stage": gone },
        codes: ["missing-key"],
        says: ["meshwright:namespaces.shop.stage: missing; write one of off, observed, audit, enforced"],
    },
    {
        title: "a reserved namespace",
        change: { "stack/namespaces/istio-system": { stage: "off" } },
        codes: ["reserved-namespace"],
        says: [
            `meshwright:namespaces.istio-system: the namespace "istio-system" is not for services (reserved: default, istio-system, kube-*); choose one of your own`,
        ],
    },
    {
        title: "a namespace with a capital",
        change: { "stack/namespaces/Core": { stage: "off" } },
        codes: ["bad-name"],
        says: [
            `meshwright:namespaces.Core: "Core" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
        ],
    },
    {
        title: "an audit without an end",
        change: { "stack/namespaces/shop/stage": "audit" },
        codes: ["until-missing"],
        says: [
            `meshwright:namespaces.shop.until: missing; the stage audit lets calls through that enforced would refuse, so say until when: "YYYY-MM-DD"`,
        ],
    },
    {
        title: "an end of what has none",
        change: { "stack/namespaces/shop/until": "2027-01-31" },
        codes: ["until-elsewhere"],
        says: [
            "meshwright:namespaces.shop.until: only the stages observed and audit end on a date, this is enforced; remove it",
        ],
    },
    {
        title: "an end that is no date",
        change: { "stack/namespaces/shop": { stage: "audit", until: "31.1.2027" } },
        codes: ["bad-date"],
        says: [`meshwright:namespaces.shop.until: "31.1.2027" is not a date; write YYYY-MM-DD, in quotes`],
    },
    {
        title: "an end that is a timestamp",
        change: { "stack/namespaces/shop": { stage: "audit", until: "2027-01-31T00:00:00Z" } },
        codes: ["bad-date"],
        says: [
            `meshwright:namespaces.shop.until: "2027-01-31T00:00:00Z" is not a date; write YYYY-MM-DD, in quotes`,
        ],
    },
    {
        title: "an audit that ended",
        change: { "stack/namespaces/shop": { stage: "audit", until: "2026-11-20" } },
        codes: ["stage-ended"],
        says: [
            "meshwright:namespaces.shop.until: stage audit ended on 2026-11-20: promote it to enforced or set a new date",
        ],
    },
    {
        title: "the same outside the scope",
        change: { "stack/namespaces/shop": { stage: "audit", until: "2026-11-20" }, "stack/scope": ["bank"] },
        codes: ["stage-ended"],
        says: [
            "meshwright:namespaces.shop.until: warning: stage audit ended on 2026-11-20: promote it to enforced or set a new date",
        ],
    },
    {
        title: "an observation that ends soon",
        change: { "stack/namespaces/shop": { stage: "observed", until: "2026-12-01" } },
        codes: ["stage-ends-soon"],
        says: [
            "meshwright:namespaces.shop.until: warning: stage observed ends on 2026-12-01, in 10 days: promote it to audit or enforced or set a new date",
        ],
    },
    {
        title: "a tag nobody declared",
        change: { "stack/namespaces/shop/tag": "stabel" },
        codes: ["unknown-tag"],
        says: [
            `meshwright:namespaces.shop.tag: unknown tag "stabel" (did you mean "stable"?); declared in meshwright:tags: default, stable`,
        ],
    },
    {
        title: "no tag where stable is not declared",
        change: {
            "stack/tags": { default: "1-31-1" },
            "stack/namespaces": { shop: { stage: "enforced" }, bank: { stage: "enforced", tag: "default" } },
        },
        codes: ["unknown-tag"],
        says: [
            `meshwright:namespaces.shop.tag: the tag "stable", which is meant when none is written, is not declared; declared in meshwright:tags: default`,
        ],
    },
    {
        title: "a tag at stage off",
        change: { "stack/namespaces/bank": { stage: "off", tag: "stable" } },
        codes: ["tag-on-off"],
        says: [
            "meshwright:namespaces.bank.tag: nothing is injected at stage off, so a tag has no effect; remove it or raise the stage",
        ],
    },
    {
        title: "pods that roll with the tag where somebody else deploys them",
        change: { "stack/namespaces/bank/rollWithTag": true },
        codes: ["roll-without-deploy"],
        says: [
            "meshwright:namespaces.bank.rollWithTag: only pods that this program deploys restart with the tag; write deploy: true, or remove it and restart them with npm run revisions -- restart",
        ],
    },
    {
        title: "pods that roll with the tag at stage off",
        change: { "stack/namespaces/bank": { stage: "off", deploy: true, rollWithTag: true } },
        codes: ["roll-on-off"],
        says: [
            "meshwright:namespaces.bank.rollWithTag: nothing is injected at stage off, so no tag moves its pods; remove it or raise the stage",
        ],
    },
    {
        title: "nothing about pods that do not roll with the tag",
        change: { "stack/namespaces/bank": { stage: "off", rollWithTag: false } },
        codes: [],
        says: [],
    },
    {
        title: "calls in the stack",
        change: { "stack/namespaces/shop/calls": [] },
        codes: ["belongs-to-catalogue"],
        says: [
            `meshwright:namespaces.shop.calls: "calls" is the same in every environment, so it belongs to the catalogue; write it there and remove it here`,
        ],
    },
    {
        title: "accepted callers in the stack",
        change: { "stack/namespaces/shop/workloads": { web: { accepts: [] } } },
        codes: ["belongs-to-catalogue"],
        says: [
            `meshwright:namespaces.shop.workloads.web.accepts: "accepts" is the same in every environment, so it belongs to the catalogue; write it there and remove it here`,
        ],
    },
    {
        title: "services in the stack",
        change: { "stack/services": {} },
        codes: ["belongs-to-catalogue"],
        says: [
            `meshwright:services: "services" is the same in every environment, so it belongs to the catalogue; write it there and remove it here`,
        ],
    },
    {
        title: "a stack key nothing derives yet",
        change: { "stack/namespaces/shop/publicHosts": [] },
        codes: ["belongs-to-platform"],
        says: [
            `meshwright:namespaces.shop.publicHosts: "publicHosts" is the platform's, not one namespace's; write it as meshwright:publicHosts`,
        ],
    },
    {
        title: "an unknown key of a namespace",
        change: { "stack/namespaces/shop/stages": "audit" },
        codes: ["unknown-key"],
        says: [
            `meshwright:namespaces.shop.stages: unknown key "stages" (did you mean "stage"?); allowed: stage, until, tag, deploy, rollWithTag, workloads, services, experiments`,
        ],
    },
    {
        title: "the latest image in the stack",
        change: { "stack/namespaces/shop/workloads": { web: { image: "web:latest" } } },
        codes: ["bad-image"],
        says: [
            `meshwright:namespaces.shop.workloads.web.image: "web:latest" changes under its name; write the tag of one build, such as ":1.4.2"`,
        ],
    },
    {
        title: "a store endpoint without a host",
        change: { "stack/stores": { cache: { port: 6379 } } },
        codes: ["missing-key"],
        says: ["meshwright:stores.cache.host: missing; write a host such as redis.example.com"],
    },
    {
        title: "a store endpoint that is an address",
        change: { "stack/stores/cache/host": "10.1.2.3" },
        codes: ["address-as-host"],
        says: [
            `meshwright:stores.cache.host: "10.1.2.3" is an address; name the host, its certificate and its DNS record are what is checked`,
        ],
    },
];
