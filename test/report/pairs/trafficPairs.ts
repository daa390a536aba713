import { inCatalog, inStack, type RecordedPair } from "./pair";

const cartPorts =
    "  cart:\n    workload: cart\n    ports: { http: { port: 80, targetPort: 8080, protocol: http }";

/** What callers meet on their way: ports and rules. */
export const trafficPairs: readonly RecordedPair[] = [
    {
        name: "a rate limit of a service",
        edits: [
            inCatalog(
                "money",
                "    workload: payments\n",
                "    workload: payments\n    rateLimits:\n      - { requests: 100, per: minute }\n      - { requests: 5, per: second, operation: charge }\n",
            ),
        ],
        verdict: "2 changes of traffic",
        sentences: [
            "traffic: money/payments:8080: rate limit in each replica 100 a minute (was not set)",
            "traffic: money/payments:8080, POST /charges: rate limit in each replica 5 a second (was not set)",
        ],
    },
    {
        name: "a higher rate limit of clients at a way in, and one gone",
        before: [
            inCatalog(
                "shop",
                "token: users }",
                "token: users, rateLimits: [{ requests: 60, per: minute, by: clientIp }] }",
            ),
            inCatalog(
                "shop",
                "    workload: front\n",
                "    workload: front\n    rateLimits: [{ requests: 9, per: hour }]\n",
            ),
        ],
        edits: [
            inCatalog(
                "shop",
                "token: users }",
                "token: users, rateLimits: [{ requests: 90, per: minute, by: clientIp }] }",
            ),
        ],
        verdict: "2 changes of traffic",
        sentences: [
            "traffic: shop/front:8080: rate limit in each replica is no longer set (was 9 an hour)",
            "traffic: istio-ingress/istio-ingressgateway, /pages/* on shop.example.com: rate limit of each client in each replica 60 a minute → 90 a minute",
        ],
    },
    {
        name: "a Service's other port",
        edits: [inCatalog("shop", cartPorts, cartPorts.replace("port: 80,", "port: 81,"))],
        verdict: "1 change of traffic",
        sentences: ["traffic: callers reach shop/cart on port 81 now, and no longer on 80"],
    },
    {
        name: "a Service's second port",
        edits: [
            inCatalog(
                "shop",
                cartPorts,
                `${cartPorts}, extra: { port: 90, targetPort: 8080, protocol: http }`,
            ),
        ],
        verdict: "1 change of traffic",
        sentences: ["traffic: callers reach shop/cart on port 90 as well"],
    },
    {
        name: "shares left to a controller",
        edits: [inStack("{ weights: { v1: 90, v2: 10 } }", "{ weights: external }")],
        verdict: "1 change of traffic",
        sentences: ["traffic: the shares of money/payments are left to a controller now"],
    },
    {
        name: "a timeout written otherwise",
        edits: [inCatalog("shop", "timeout: 10s", "timeout: 10000ms")],
        verdict: "nothing changes in meaning",
        sentences: [],
    },
];
