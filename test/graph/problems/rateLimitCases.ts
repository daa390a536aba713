import type { Case, Change } from "./example";

const web = "catalog/shop.yaml: services.web";
const perMinute = { requests: 100, per: "minute" };
const ofMesh = { ...perMinute, scope: "mesh" };

/** The example with a way in to the shop that has these limits. */
function route(rateLimits: unknown, more: Change = {}): Change {
    return {
        "stack/gateways/a-gateway": { kind: "ingress" },
        "stack/publicHosts": { api: { hostname: "api.example.com", certificate: { secret: "own" } } },
        "shop/routes": [
            {
                publicHost: "api",
                path: "/*",
                service: "web",
                open: "a shop window",
                operations: ["browse"],
                rateLimits,
            },
        ],
        ...more,
    };
}

export const rateLimitCases: readonly Case[] = [
    {
        title: "nothing about limits of a service, of an operation and per day",
        change: {
            "stack/rateLimitService": { replicas: 2, redis: "redis.example.com:6379" },
            "shop/services/web/rateLimits": [
                perMinute,
                { requests: 10, per: "second" },
                { ...perMinute, operation: "buy" },
                { requests: 10_000, per: "day", scope: "mesh" },
            ],
        },
        codes: [],
        says: [],
    },
    {
        title: "a limit without its period",
        change: { "shop/services/web/rateLimits": [{ requests: 100 }] },
        codes: ["missing-key"],
        says: [`${web}.rateLimits[0].per: missing; write one of second, minute, hour, day`],
    },
    {
        title: "a limit of nothing",
        change: { "shop/services/web/rateLimits": [{ requests: 0, per: "minute" }] },
        codes: ["bad-rate-limit"],
        says: [
            `${web}.rateLimits[0].requests: must be a whole number from 1 to 4294967295, got 0; a limit of nothing is no limit but an outage: to close something, do not declare it`,
        ],
    },
    {
        title: "a period that is none",
        change: { "shop/services/web/rateLimits": [{ requests: 100, per: "week" }] },
        codes: ["wrong-word"],
        says: [`${web}.rateLimits[0].per: must be one of second, minute, hour, day, got "week"`],
    },
    {
        title: "a limit for an operation that does not exist",
        change: { "shop/services/web/rateLimits": [{ ...perMinute, operation: "buyy" }] },
        codes: ["unknown-operation"],
        says: [
            `${web}.rateLimits[0].operation: unknown operation "buyy" (did you mean "buy"?); known: browse, buy`,
        ],
    },
    {
        title: "two limits that count the same",
        change: { "shop/services/web/rateLimits": [perMinute, { ...perMinute, requests: 200 }] },
        codes: ["duplicate-rate-limit"],
        says: [
            `${web}.rateLimits[1]: ${web}.rateLimits[0] already counts these requests per minute; keep one of the two`,
        ],
    },
    {
        title: "a limit for each client of a service",
        change: { "shop/services/web/rateLimits": [{ ...perMinute, by: "clientIp" }] },
        codes: ["limit-by-client"],
        says: [
            `${web}.rateLimits[0].by: the address a workload sees is that of its caller's pod, not of a client; limit clients on the route, at the gateway`,
        ],
    },
    {
        title: "a limit of the mesh that nobody counts",
        change: { "shop/services/web/rateLimits": [perMinute, ofMesh] },
        codes: ["no-rate-limit-service"],
        says: [
            `${web}.rateLimits[1].scope: proxies cannot count together by themselves; declare meshwright:rateLimitService: {} in the stack, or leave the scope out: then each replica counts for itself`,
        ],
    },
    {
        title: "a limit of requests on plain TCP",
        change: { "shop/services/ledger/rateLimits": [perMinute] },
        codes: ["rate-limit-on-tcp"],
        says: [
            "catalog/shop.yaml: services.ledger.rateLimits: a limit on requests needs an HTTP port, and this service has none; remove it",
        ],
    },
    {
        title: "limits of two services that one port serves",
        change: {
            "shop/services/web/rateLimits": [perMinute],
            "shop/services/window": {
                workload: "web",
                ports: { http: { port: 8080, protocol: "http" } },
                operations: { see: { methods: ["GET"], paths: ["/window"] } },
                rateLimits: [perMinute],
            },
        },
        codes: ["limits-on-shared-port"],
        says: [
            `catalog/shop.yaml: services.window.rateLimits: "web" has limits on the same port of the same workload (web:8080), where requests to the two cannot be told apart; declare them all at one of the two`,
        ],
    },
    {
        title: "a retry budget on plain TCP",
        change: { "shop/services/ledger/retryBudget": { percent: 10 } },
        codes: ["retry-budget-on-tcp"],
        says: [
            "catalog/shop.yaml: services.ledger.retryBudget: a budget of retries needs an HTTP port, and this service has none; remove it",
        ],
    },
    {
        title: "a retry budget without retries",
        change: {
            "shop/services/web/retryBudget": { percent: 10 },
            "shop/services/web/traffic/retries": { attempts: 0 },
        },
        codes: ["retry-budget-without-retries"],
        says: [
            `${web}.retryBudget: traffic.retries.attempts: 0 switches retries off, so there is nothing to budget; remove it or raise attempts`,
        ],
    },
    {
        title: "a retry budget of nothing",
        change: { "shop/services/web/retryBudget": { percent: 0 } },
        codes: ["bad-retry-budget"],
        says: [
            `${web}.retryBudget.percent: must be a whole number from 1 to 100, got 0; to switch retries off write traffic: { retries: { attempts: 0 } }`,
        ],
    },
    {
        title: "no requests in flight",
        change: { "shop/services/web/connectionPool": { maxRequests: 0 } },
        codes: ["out-of-range"],
        says: [`${web}.connectionPool.maxRequests: must be a whole number from 1 to 1000000, got 0`],
    },
    {
        title: "nothing about a route with limits for each client and for an operation",
        change: route([
            { ...perMinute, by: "clientIp" },
            { ...perMinute, operation: "browse" },
        ]),
        codes: [],
        says: [],
    },
    {
        title: "a route without any limit",
        change: route([]),
        codes: ["route-without-limit"],
        says: [
            "catalog/shop.yaml: routes[0]: warning: anyone outside may send any number of requests; add a limit, such as rateLimits: [{ requests: 100, per: minute, by: clientIp }]",
        ],
    },
    {
        title: "a limit of a route for an operation it does not open",
        change: route([{ ...perMinute, operation: "buy" }]),
        codes: ["unknown-operation"],
        says: [
            `catalog/shop.yaml: routes[0].rateLimits[0].operation: unknown operation "buy"; known: browse`,
        ],
    },
    {
        title: "a limit of the mesh on a route that nobody counts",
        change: route([ofMesh]),
        codes: ["no-rate-limit-service"],
        says: [
            "catalog/shop.yaml: routes[0].rateLimits[0].scope: proxies cannot count together by themselves; declare meshwright:rateLimitService: {} in the stack, or leave the scope out: then each replica counts for itself",
        ],
    },
    {
        title: "a store with the name of the platform's own",
        change: {
            "shop/stores/rate-limit-redis": { port: 6379, owner: "platform", reason: "own AUTH" },
            "stack/stores/rate-limit-redis": { host: "redis.example.com" },
        },
        codes: ["reserved-store", "store-unused"],
        says: [
            `catalog/shop.yaml: stores.rate-limit-redis: "rate-limit-redis" is what the platform calls its own Redis; choose another name`,
            `catalog/shop.yaml: stores.rate-limit-redis: warning: nobody calls "rate-limit-redis"; remove it until somebody does`,
        ],
    },
];
