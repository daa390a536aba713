import { inCatalog, inStack, type RecordedPair } from "./pair";

const cartPorts =
    "  cart:\n    workload: cart\n    ports: { http: { port: 80, targetPort: 8080, protocol: http }";

/** What callers meet on their way: ports and rules. */
export const trafficPairs: readonly RecordedPair[] = [
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
