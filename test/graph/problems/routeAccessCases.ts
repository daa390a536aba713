import type { Case, Change } from "./example";

const limits = { rateLimits: [{ requests: 100, per: "minute" }] };
const checks = { protocol: "http", host: "accounts.bank.svc.cluster.local", port: 80 };
const ofShop = { ...checks, host: "web.shop.svc.cluster.local" };
const read = { publicHost: "api", path: "/items/*", service: "web", operations: ["look"], ...limits };
const look = { methods: ["GET"], paths: ["/items/*"] };

/** The example with a public host, an authorizer and these routes of the shop. */
function asking(routes: readonly unknown[], more: Change = {}): Change {
    return {
        "stack/gateways/a-gateway": { kind: "ingress" },
        "stack/publicHosts": { api: { hostname: "api.example.com", certificate: { secret: "own" } } },
        "stack/authorizers": { checks },
        "shop/services/web/operations/look": look,
        "shop/routes": routes,
        ...more,
    };
}

const tokens = (jwksUri: string): Change => ({ "stack/tokens": { users: { issuer: "a", jwksUri } } });

export const routeAccessCases: readonly Case[] = [
    {
        title: "nothing about an authorizer that is a service of the mesh",
        change: asking([{ ...read, authorizer: "checks" }]),
        codes: [],
        says: [],
    },
    {
        title: "an authorizer in no file of the catalogue",
        change: asking([{ ...read, authorizer: "checks" }], {
            "stack/authorizers": { checks: { ...checks, host: "authz.shop.svc.cluster.local" } },
        }),
        codes: ["unknown-authorizer-service"],
        says: [
            `meshwright:authorizers.checks.host: "authz.shop.svc.cluster.local" is not a service of the catalogue, so its namespace would refuse the gateway and every request with it; declare it in the file of "shop"`,
        ],
    },
    {
        title: "an authorizer of another cluster's domain",
        change: asking([], {
            "stack/publicHosts": {},
            "stack/authorizers": { checks: { ...checks, host: "web.shop.svc.other.local" } },
        }),
        codes: ["bad-authorizer-host"],
        says: [
            `meshwright:authorizers.checks.host: "web.shop.svc.other.local" is not a service of this cluster; write <service>.<namespace>.svc.cluster.local`,
        ],
    },
    {
        title: "an authorizer on a port of another protocol",
        change: asking([{ ...read, authorizer: "checks" }], {
            "stack/authorizers": { checks: { ...checks, protocol: "grpc" } },
        }),
        codes: ["authorizer-port"],
        says: [
            "meshwright:authorizers.checks.port: the service speaks http on port 80; write the number of a port with protocol grpc or http2",
        ],
    },
    {
        title: "an authorizer on a port that is not there",
        change: asking([{ ...read, authorizer: "checks" }], {
            "stack/authorizers": { checks: { ...checks, port: 81 } },
        }),
        codes: ["authorizer-port"],
        says: [
            "meshwright:authorizers.checks.port: the service has no port 81; write the number of a port with protocol http",
        ],
    },
    {
        title: "an authorizer on the port of a route",
        change: asking([{ ...read, authorizer: "checks" }], { "stack/authorizers": { checks: ofShop } }),
        codes: ["authorizer-port-shared"],
        says: [
            `meshwright:authorizers.checks.port: the port the authorizer answers on also serves the route "/items/*" of "api" (catalog/shop.yaml: routes[0]), which the gateway could then use without its token; give the authorizer a port of its own`,
        ],
    },
    {
        title: "an authorizer on another port of the Service that pods serve a route on",
        change: asking([{ ...read, authorizer: "checks" }], {
            "stack/authorizers": { checks: { ...ofShop, port: 90 } },
            "shop/services/web/ports": {
                http: { port: 80, targetPort: 8080, protocol: "http" },
                checks: { port: 90, targetPort: 8080, protocol: "http" },
            },
        }),
        codes: ["authorizer-port-shared"],
        says: [
            `meshwright:authorizers.checks.port: the port the authorizer answers on also serves the route "/items/*" of "api" (catalog/shop.yaml: routes[0]), which the gateway could then use without its token; give the authorizer a port of its own`,
        ],
    },
    {
        title: "nothing about an authorizer that shares a workload with a route, on a port of its own",
        change: asking([{ ...read, authorizer: "checks" }], {
            "stack/authorizers": { checks: { ...ofShop, port: 90 } },
            "shop/services/web/ports": {
                http: { port: 80, targetPort: 8080, protocol: "http" },
                checks: { port: 90, targetPort: 9090, protocol: "http" },
            },
            "shop/services/web/operations": {
                look: { ...look, ports: ["http"] },
                browse: { methods: ["GET"], paths: ["/items", "/items/*"], ports: ["http"] },
                ask: { methods: ["GET"], paths: ["/ask"], ports: ["checks"] },
            },
        }),
        codes: [],
        says: [],
    },
    {
        title: "a second authorizer on one gateway",
        change: asking(
            [
                { ...read, authorizer: "checks" },
                { ...read, path: "/orders", operations: ["buy"], authorizer: "others" },
            ],
            { "stack/authorizers": { checks, others: checks } },
        ),
        codes: ["second-authorizer"],
        says: [
            `catalog/shop.yaml: routes[1].authorizer: the gateway "a-gateway" already asks "checks" (catalog/shop.yaml: routes[0].authorizer), and a proxy has one authorizer; use the same one, or a public host on another gateway`,
        ],
    },
    {
        title: "an authorizer that preflights would reach",
        change: asking([{ ...read, authorizer: "checks", cors: { origins: ["https://app.example.com"] } }], {
            "shop/services/web/operations/look": { ...look, methods: ["GET", "OPTIONS"] },
        }),
        codes: ["preflight-to-authorizer"],
        says: [
            `catalog/shop.yaml: routes[0].cors: the gateway answers OPTIONS itself, but the operation "look" has it too, so the authorizer would be asked about preflights; take OPTIONS out of the operation, or remove cors`,
        ],
    },
    {
        title: "keys of a host nobody declared",
        change: tokens("https://auth.elsewhere.test/keys"),
        codes: ["keys-host-undeclared"],
        says: [
            "meshwright:tokens.users.jwksUri: warning: istiod fetches the keys from auth.elsewhere.test:443, which no file of the catalogue declares in externals; declare it, and see that istiod's namespace may reach it: without the keys every token is refused",
        ],
    },
    {
        title: "nothing about keys of a host that is declared",
        change: tokens("https://api.example.com/keys"),
        codes: [],
        says: [],
    },
    {
        title: "nothing about keys of a service of this cluster",
        change: tokens("https://web.shop.svc.cluster.local:8443/keys"),
        codes: [],
        says: [],
    },
];
