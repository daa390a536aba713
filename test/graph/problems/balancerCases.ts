import type { Case } from "./example";

const traffic = "catalog/shop.yaml: services.web.traffic";

export const balancerCases: readonly Case[] = [
    ...[
        { hash: { cookie: { name: "session", ttl: "1h" } } },
        { hash: { sourceIp: true } },
        { hash: { query: "user" } },
    ].map((loadBalancer) => ({
        title: `nothing in ${JSON.stringify(loadBalancer)}`,
        change: {
            "shop/services/web/traffic/loadBalancer": loadBalancer,
            "shop/services/web/traffic/locality": { failover: ["topology.kubernetes.io/region"] },
            "shop/services/web/traffic/retries/backoff": "100ms",
        },
        codes: [],
        says: [],
    })),
    {
        title: "a hash of two things",
        change: { "shop/services/web/traffic/loadBalancer": { hash: { header: "x-id", query: "user" } } },
        codes: ["hash-key"],
        says: [
            `${traffic}.loadBalancer.hash: names header and query; write exactly one of header, cookie, sourceIp: true or query`,
        ],
    },
    {
        title: "a hash of an address that is not wanted",
        change: { "shop/services/web/traffic/loadBalancer": { hash: { sourceIp: false } } },
        codes: ["hash-key"],
        says: [
            `${traffic}.loadBalancer.hash: names nothing to hash; write exactly one of header, cookie, sourceIp: true or query`,
        ],
    },
    {
        title: "a query parameter that is none",
        change: { "shop/services/web/traffic/loadBalancer": { hash: { query: "user=1" } } },
        codes: ["bad-token"],
        says: [
            `${traffic}.loadBalancer.hash.query: "user=1" is not such a name; use up to 63 letters, digits, "-" and "_"`,
        ],
    },
    {
        title: "a hash by cookie on plain TCP",
        change: {
            "shop/services/ledger/headless": false,
            "shop/services/ledger/traffic": { loadBalancer: { hash: { cookie: { name: "session" } } } },
        },
        codes: ["hash-on-tcp"],
        says: [
            "catalog/shop.yaml: services.ledger.traffic.loadBalancer.hash: hashing by cookie needs an HTTP port, and this service has none; remove it",
        ],
    },
    {
        title: "a balancer and a locality of a headless service",
        change: {
            "shop/services/ledger/traffic": {
                loadBalancer: { hash: { sourceIp: true } },
                locality: "nearest",
            },
        },
        codes: ["balancer-on-headless", "balancer-on-headless"],
        says: [
            "catalog/shop.yaml: services.ledger.traffic.loadBalancer: nothing is chosen for a headless service: its callers connect to a pod themselves; remove it",
            "catalog/shop.yaml: services.ledger.traffic.locality: nothing is chosen for a headless service: its callers connect to a pod themselves; remove it",
        ],
    },
    {
        title: "a port of a headless service that nothing leads on from",
        change: { "shop/services/ledger/ports/tcp/targetPort": 7001 },
        codes: ["headless-target-port"],
        says: [
            "catalog/shop.yaml: services.ledger.ports.tcp.targetPort: callers of a headless service connect to its pods, so nothing leads from port 7000 to 7001; write port: 7001 and no targetPort",
        ],
    },
    {
        title: "the retired name of a balancer",
        change: { "shop/services/web/traffic/loadBalancer": "LEAST_CONN" },
        codes: ["wrong-word"],
        says: [
            `${traffic}.loadBalancer: must be leastRequest, roundRobin or random, or { hash: { header: x-session-id } }, got "LEAST_CONN"`,
        ],
    },
    {
        title: "labels of localities that are none, or there twice",
        change: {
            "shop/services/web/traffic/locality": {
                failover: ["zone", "topology.kubernetes.io/zone", "topology.kubernetes.io/zone"],
            },
        },
        codes: ["bad-label", "duplicate-label"],
        says: [
            `${traffic}.locality.failover[0]: "zone" is not a label of nodes; write it as in "topology.kubernetes.io/zone"`,
            `${traffic}.locality.failover[2]: "topology.kubernetes.io/zone" is there twice, and the first decides; remove one`,
        ],
    },
    {
        title: "a pause as long as the whole timeout",
        change: { "shop/services/web/traffic/retries": { backoff: "10s" } },
        codes: ["backoff-too-long"],
        says: [
            `${traffic}.retries.backoff: the pause before a retry may take 10s, and the timeout of 10s ends the request before; shorten it`,
        ],
    },
    {
        title: "a pause between retries that are off",
        change: { "shop/services/web/traffic/retries": { attempts: 0, backoff: "1s" } },
        codes: ["retries-off"],
        says: [
            `${traffic}.retries: attempts: 0 switches retries off, so nothing else here has an effect; remove the rest or raise attempts`,
        ],
    },
];
