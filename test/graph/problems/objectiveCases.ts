import type { Case } from "./example";

const objective = { availability: 99.9, latency: { percent: 99, within: "500ms" } };

export const objectiveCases: readonly Case[] = [
    {
        title: "nothing about a promise at a bound of the histogram and a tag of one's own",
        change: {
            "shop/services/web/slo": objective,
            "bank/services/accounts/slo": { availability: 99 },
            "shop/workloads/web/spanTags": { brain_region: "occipital", "team.floor": "2" },
        },
        codes: [],
        says: [],
    },
    {
        title: "a promise about requests of a service that has none",
        change: { "shop/services/ledger/slo": { availability: 99 } },
        codes: ["slo-on-tcp"],
        says: [
            "catalog/shop.yaml: services.ledger.slo: a share of requests needs requests, and this service has only connections; remove it",
        ],
    },
    {
        title: "a latency between two bounds",
        change: { "shop/services/web/slo": { ...objective, latency: { percent: 99, within: "300ms" } } },
        codes: ["slo-boundary"],
        says: [
            `catalog/shop.yaml: services.web.slo.latency.within: proxies do not count requests within 300ms, only within the bounds of their histogram; write "250ms" or "500ms"`,
        ],
    },
    {
        title: "a latency above every bound",
        change: { "shop/services/web/slo": { ...objective, latency: { percent: 99, within: "2h" } } },
        codes: ["slo-boundary"],
        says: [
            `catalog/shop.yaml: services.web.slo.latency.within: proxies do not count requests within 2h, only within the bounds of their histogram; write "1h"`,
        ],
    },
    {
        title: "a promise that nothing ever fails",
        change: { "shop/services/web/slo": { availability: 100 } },
        codes: ["bad-percent"],
        says: [
            "catalog/shop.yaml: services.web.slo.availability: must be a number from 50 to 99.999, got 100",
        ],
    },
    {
        title: "a tag in another spelling than storages index",
        change: { "shop/workloads/web/spanTags": { brainRegion: "occipital" } },
        codes: ["bad-tag-name"],
        says: [
            `catalog/shop.yaml: workloads.web.spanTags.brainRegion: "brainRegion" is not the name of a tag; write lower-case words, divided by "_" or ".", such as "brain_region"`,
        ],
    },
    {
        title: "a tag that every span has",
        change: { "shop/workloads/web/spanTags": { service_version: "v2" } },
        codes: ["tag-of-mesh"],
        says: [
            `catalog/shop.yaml: workloads.web.spanTags.service_version: every span of the mesh has "service_version" already; choose another name`,
        ],
    },
    {
        title: "a tag that a credential would be called",
        change: { "shop/workloads/web/spanTags": { api_key: "x" } },
        codes: ["credential-tag"],
        says: [
            `catalog/shop.yaml: workloads.web.spanTags.api_key: "api_key" is what a credential is called, and everyone who sees traces sees tags; remove it`,
        ],
    },
    {
        title: "a value of a tag that a format could take for its own",
        change: { "shop/workloads/web/spanTags": { colour: "%REQ(COOKIE)%" } },
        codes: ["bad-tag-value"],
        says: [
            `catalog/shop.yaml: workloads.web.spanTags.colour: "%REQ(COOKIE)%" is not the value of a tag; write up to 100 letters, digits, spaces and "_", ".", "/", ":", "-"`,
        ],
    },
    {
        title: "a store with a name of the platform's own",
        change: {
            "shop/stores": {
                cache: { port: 6379, owner: "platform", reason: "own AUTH" },
                "observability-loki": { port: 3100, owner: "platform", reason: "elsewhere" },
            },
            "shop/calls": [
                { from: "nightly", service: "web", operations: ["browse"] },
                { from: "web", service: "ledger" },
                { from: "web", service: "bank/accounts", operations: ["read"], timeout: "5s" },
                { from: "web", store: "cache" },
                { from: "web", store: "observability-loki" },
                { from: "web", external: "api.example.com" },
            ],
            "stack/stores": {
                cache: { host: "cache.example.com" },
                "observability-loki": { host: "loki.example.com" },
            },
        },
        codes: ["reserved-store"],
        says: [
            `catalog/shop.yaml: stores.observability-loki: what begins with "observability-" is the platform's own; choose another name`,
        ],
    },
];
