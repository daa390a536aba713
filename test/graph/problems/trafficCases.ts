import type { Case } from "./example";

export const trafficCases: readonly Case[] = [
    {
        title: "a timeout without its unit",
        change: { "shop/services/web/traffic/timeout": "30" },
        codes: ["bad-duration"],
        says: [
            `catalog/shop.yaml: services.web.traffic.timeout: "30" is not a duration; add the unit, such as "30s"`,
        ],
    },
    {
        title: "a negative timeout",
        change: { "shop/services/web/traffic/timeout": "-5s" },
        codes: ["bad-duration"],
        says: [
            `catalog/shop.yaml: services.web.traffic.timeout: "-5s" is not a duration; write a whole number above 0 and a unit: ms, s, m or h`,
        ],
    },
    {
        title: "a fraction of a second",
        change: { "shop/services/web/traffic/timeout": "7.5s" },
        codes: ["bad-duration"],
        says: [`catalog/shop.yaml: services.web.traffic.timeout: "7.5s" is not a duration; write "7500ms"`],
    },
    {
        title: "a timeout of zero",
        change: { "shop/services/web/traffic/timeout": "0s" },
        codes: ["bad-duration"],
        says: [
            `catalog/shop.yaml: services.web.traffic.timeout: "0s" is not a duration; write a whole number above 0 and a unit: ms, s, m or h`,
        ],
    },
    {
        title: "tries that do not fit in the timeout",
        change: { "shop/services/web/traffic/timeout": "5s" },
        codes: ["retries-too-long"],
        says: [
            "catalog/shop.yaml: services.web.traffic.retries: 3 tries of 2s do not fit in the timeout of 5s; lower attempts or perTryTimeout, or raise the timeout to 6s",
        ],
    },
    {
        title: "a try longer than the timeout",
        change: { "shop/services/web/traffic/timeout": "1500ms" },
        codes: ["per-try-too-long"],
        says: [
            "catalog/shop.yaml: services.web.traffic.retries.perTryTimeout: one try may take 2s, longer than the whole timeout of 1500ms; shorten it",
        ],
    },
    {
        title: "a try limit on a stream",
        change: { "shop/services/web/traffic/timeout": "none" },
        codes: ["per-try-on-stream"],
        says: [
            `catalog/shop.yaml: services.web.traffic.retries.perTryTimeout: a try that ends after 2s ends the stream that "timeout: none" is for; remove it`,
        ],
    },
    {
        title: "eleven retries",
        change: { "shop/services/web/traffic/retries": { attempts: 11 } },
        codes: ["bad-attempts"],
        says: [
            "catalog/shop.yaml: services.web.traffic.retries.attempts: must be a whole number from 0 to 10, got 11; more retries than that turn a slow service into a dead one",
        ],
    },
    {
        title: "retries that are off and configured",
        change: { "shop/services/web/traffic/retries/attempts": 0 },
        codes: ["retries-off"],
        says: [
            "catalog/shop.yaml: services.web.traffic.retries: attempts: 0 switches retries off, so nothing else here has an effect; remove the rest or raise attempts",
        ],
    },
    {
        title: "an unknown retry condition",
        change: { "shop/services/web/traffic/retries/on": ["5xx", "conect-failure"] },
        codes: ["bad-retry-condition"],
        says: [
            `catalog/shop.yaml: services.web.traffic.retries.on[1]: "conect-failure" is not a retry condition (did you mean "connect-failure"?); allowed: 5xx, cancelled, connect-failure, deadline-exceeded, envoy-ratelimited, gateway-error, http3-post-connect-failure, internal, refused-stream, reset, reset-before-request, resource-exhausted, retriable-4xx, retriable-headers, unavailable`,
        ],
    },
    {
        title: "a header that is none",
        change: { "shop/services/web/traffic/loadBalancer": { hash: { header: "X Session" } } },
        codes: ["bad-header"],
        says: [
            `catalog/shop.yaml: services.web.traffic.loadBalancer.hash.header: "X Session" is not a header name; write it in lower case, such as "x-session-id"`,
        ],
    },
    {
        title: "a pool of no connections",
        change: { "shop/services/web/connectionPool": { maxConnections: 0 } },
        codes: ["out-of-range"],
        says: [
            "catalog/shop.yaml: services.web.connectionPool.maxConnections: must be a whole number from 1 to 1000000, got 0",
        ],
    },
    {
        title: "an ejection of nearly all",
        change: { "shop/services/web/outlierDetection": { maxEjectionPercent: 81 } },
        codes: ["bad-ejection"],
        says: [
            "catalog/shop.yaml: services.web.outlierDetection.maxEjectionPercent: must be a whole number from 1 to 80, got 81; above 80 an outage ejects the capacity that is left",
        ],
    },
    {
        title: "a health share above 100",
        change: { "shop/services/web/outlierDetection": { minHealthPercent: 101 } },
        codes: ["out-of-range"],
        says: [
            "catalog/shop.yaml: services.web.outlierDetection.minHealthPercent: must be a whole number from 0 to 100, got 101",
        ],
    },
    {
        title: "no error allowed",
        change: { "shop/services/web/outlierDetection": { consecutive5xxErrors: 0 } },
        codes: ["out-of-range"],
        says: [
            "catalog/shop.yaml: services.web.outlierDetection.consecutive5xxErrors: must be a whole number from 1 to 1000, got 0",
        ],
    },
    {
        title: "an interval without its unit",
        change: { "shop/services/web/outlierDetection": { interval: "10" } },
        codes: ["bad-duration"],
        says: [
            `catalog/shop.yaml: services.web.outlierDetection.interval: "10" is not a duration; add the unit, such as "10s"`,
        ],
    },
    {
        title: "a timeout on plain TCP",
        change: { "shop/services/ledger/traffic": { timeout: "1s" } },
        codes: ["timeout-on-tcp"],
        says: [
            "catalog/shop.yaml: services.ledger.traffic.timeout: a request timeout needs an HTTP port, and this service has none; remove it",
        ],
    },
    {
        title: "retries on plain TCP",
        change: { "shop/services/ledger/traffic": { retries: { attempts: 1 } } },
        codes: ["retries-on-tcp"],
        says: [
            "catalog/shop.yaml: services.ledger.traffic.retries: a retry needs an HTTP port, and this service has none; remove it",
        ],
    },
    {
        title: "hashing by header on plain TCP",
        change: {
            "shop/services/ledger/headless": false,
            "shop/services/ledger/traffic": { loadBalancer: { hash: { header: "x-id" } } },
        },
        codes: ["hash-on-tcp"],
        says: [
            "catalog/shop.yaml: services.ledger.traffic.loadBalancer.hash: hashing by header needs an HTTP port, and this service has none; remove it",
        ],
    },
    {
        title: "request limits on plain TCP",
        change: { "shop/services/ledger/connectionPool": { http1MaxPendingRequests: 1 } },
        codes: ["http-pool-on-tcp"],
        says: [
            "catalog/shop.yaml: services.ledger.connectionPool.http1MaxPendingRequests: a limit on requests needs an HTTP port, and this service has none; remove it",
        ],
    },
    {
        title: "hashing by header for a store",
        change: { "shop/stores/cache/loadBalancer": { hash: { header: "x-id" } } },
        codes: ["wrong-type"],
        says: [
            "catalog/shop.yaml: stores.cache.loadBalancer: must be leastRequest, roundRobin or random, got a map",
        ],
    },
];
