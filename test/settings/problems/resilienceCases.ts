import type { Case } from "../../graph/problems/example";

export const resilienceCases: readonly Case[] = [
    {
        title: "nothing about a service that counts and a budget of exactly the tries there are",
        change: {
            "stack/rateLimitService": { namespace: "counters", tag: "stable", replicas: 3, failClosed: true },
            "stack/callBudget": { warnAbove: 9, refuseAbove: 9 },
        },
        codes: [],
        says: [],
    },
    {
        title: "a namespace of the catalogue for the rate-limit service",
        change: { "stack/rateLimitService": { namespace: "shop" } },
        codes: ["namespace-taken"],
        says: [
            `meshwright:rateLimitService.namespace: the namespace "shop" is already that of meshwright:namespaces.shop; write one of its own, such as { namespace: rate-limit-service }`,
        ],
    },
    {
        title: "a gateway's namespace for the rate-limit service",
        change: { "stack/rateLimitService": { namespace: "istio-egress" } },
        codes: ["namespace-taken"],
        says: [
            `meshwright:rateLimitService.namespace: the namespace "istio-egress" is already that of meshwright:gateways.istio-egressgateway; write one of its own, such as { namespace: rate-limit-service }`,
        ],
    },
    {
        title: "an unknown tag of the rate-limit service",
        change: { "stack/rateLimitService": { tag: "stabel" } },
        codes: ["unknown-tag"],
        says: [
            `meshwright:rateLimitService.tag: unknown tag "stabel" (did you mean "stable"?); declared in meshwright:tags: default, stable`,
        ],
    },
    {
        title: "a Redis without its port",
        change: { "stack/rateLimitService": { redis: "redis.example.com" } },
        codes: ["bad-host-port"],
        says: [
            `meshwright:rateLimitService.redis: "redis.example.com" names no port; write host and port, as in "redis.example.com:6379"`,
        ],
    },
    {
        title: "a budget that refuses before it warns",
        change: { "stack/callBudget": { refuseAbove: 8 } },
        codes: ["budget-order"],
        says: [
            "meshwright:callBudget: warns above 12 tries, but more than 8 are refused already; lower warnAbove or raise refuseAbove",
        ],
    },
    {
        title: "a budget of no try",
        change: { "stack/callBudget": { warnAbove: 0 } },
        codes: ["out-of-range"],
        says: ["meshwright:callBudget.warnAbove: must be a whole number from 1 to 1000000, got 0"],
    },
];
