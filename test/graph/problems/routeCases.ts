import type { Case, Change } from "./example";

const api = { hostname: "api.example.com", certificate: { secret: "own" } };
const rateLimits = [{ requests: 100, per: "minute" }];
const open = { publicHost: "api", path: "/*", service: "web", open: "a shop window", rateLimits };

/** The example with a gateway, a public host and these routes of the shop. */
function routes(list: readonly unknown[], more: Change = {}): Change {
    return {
        "stack/gateways/a-gateway": { kind: "ingress" },
        "stack/publicHosts": { api },
        "shop/routes": list,
        ...more,
    };
}

const at = (...steps: readonly string[]) => ["catalog/shop.yaml: routes[0]", ...steps].join(".");

export const routeCases: readonly Case[] = [
    {
        title: "nothing about a route that is open for a reason",
        change: routes([open]),
        codes: [],
        says: [],
    },
    {
        title: "nothing about two paths of which one holds the other",
        change: routes([
            { ...open, operations: ["browse"], path: "/*" },
            { ...open, path: "/orders" },
        ]),
        codes: [],
        says: [],
    },
    {
        title: "a host the stack does not have",
        change: routes([{ ...open, publicHost: "apj" }]),
        codes: ["unknown-public-host"],
        says: [`${at("publicHost")}: unknown public host "apj" (did you mean "api"?); known: api`],
    },
    {
        title: "a host without any route",
        change: routes([]),
        codes: ["public-host-unused"],
        says: [
            "meshwright:publicHosts.api: warning: no namespace has a route on it; remove it until one does",
        ],
    },
    {
        title: "a service that does not exist",
        change: routes([{ ...open, service: "wep" }]),
        codes: ["unknown-service"],
        says: [`${at("service")}: unknown service "wep" (did you mean "web"?); known: ledger, web`],
    },
    {
        title: "a service of another namespace",
        change: routes([{ ...open, service: "bank/accounts" }]),
        codes: ["foreign-service"],
        says: [
            `${at("service")}: "bank/accounts" is not a service of this namespace; only the namespace that owns a service opens it to the outside, declare the route in its file`,
        ],
    },
    {
        title: "a service without an HTTP port",
        change: routes([{ ...open, service: "ledger" }]),
        codes: ["route-on-tcp"],
        says: [
            `${at("service")}: "shop/ledger" has no HTTP port, and a path is a thing of HTTP; pass its connections through on a public host of their own (servers: [passthrough])`,
        ],
    },
    {
        title: "an operation that does not exist",
        change: routes([{ ...open, operations: ["brows"] }]),
        codes: ["unknown-operation"],
        says: [
            `${at("operations")}[0]: unknown operation "brows" (did you mean "browse"?); known: browse, buy`,
        ],
    },
    {
        title: "an operation outside the path",
        change: routes([{ ...open, path: "/orders", operations: ["browse", "buy"] }]),
        codes: ["operation-outside-route"],
        says: [
            `${at("operations")}[0]: "browse" has paths outside "/orders", which this route never gets; widen the route's path or leave the operation out`,
        ],
    },
    {
        title: "a prefix that does not hold its own stem",
        change: routes([{ ...open, path: "/items/*" }]),
        codes: ["route-without-operations"],
        says: [
            `${at("path")}: no operation of "shop/web" lies within "/items/*", so every request would be refused; write a path that holds one of browse, buy`,
        ],
    },
    {
        title: "operations that no port serves together",
        change: routes([], {
            "bank/routes": [{ ...open, service: "accounts" }],
        }),
        codes: ["route-on-several-ports"],
        says: [
            `catalog/bank.yaml: routes[0].operations: no port of "bank/accounts" serves all of read, transfer, and a route leads to one; write a route for the operations of each`,
        ],
    },
    {
        title: "an operation twice",
        change: routes([{ ...open, operations: ["buy", "buy"] }]),
        codes: ["duplicate-item"],
        says: [`${at("operations")}[1]: "buy" is there twice; remove one`],
    },
    {
        title: "one path claimed by two namespaces",
        change: routes([open], {
            "bank/routes": [{ ...open, service: "accounts", operations: ["read"] }],
        }),
        codes: ["duplicate-route"],
        says: [
            `catalog/shop.yaml: routes[0].path: "/*" on "api" is already claimed at catalog/bank.yaml: routes[0]; one of the two must give way, or name a longer path`,
        ],
    },
    {
        title: "a route that says nothing about who may use it",
        change: routes([{ publicHost: "api", path: "/*", service: "web", rateLimits }]),
        codes: ["route-access-missing"],
        says: [
            `${at()}: says nothing about who may use it; write token or authorizer, or open with the reason why anyone may`,
        ],
    },
    {
        title: "a route that is open and guarded",
        change: routes([{ ...open, token: "users" }], {
            "stack/tokens": { users: { issuer: "users", jwksUri: "https://api.example.com/keys" } },
        }),
        codes: ["open-and-guarded"],
        says: [`${at("open")}: the route demands a token; remove one of the two`],
    },
    {
        title: "a route that is open for no reason",
        change: routes([{ ...open, open: " " }]),
        codes: ["empty"],
        says: [`${at("open")}: is empty; write the reason why anyone may use it`],
    },
    {
        title: "an unknown issuer of tokens",
        change: routes([{ publicHost: "api", path: "/*", service: "web", rateLimits, token: "users" }]),
        codes: ["unknown-token"],
        says: [`${at("token")}: unknown token "users"; none is declared`],
    },
    {
        title: "an unknown authorizer",
        change: routes([{ publicHost: "api", path: "/*", service: "web", rateLimits, authorizer: "checks" }]),
        codes: ["unknown-authorizer"],
        says: [`${at("authorizer")}: unknown authorizer "checks"; none is declared`],
    },
    {
        title: "a claim that reaches into a token",
        change: routes(
            [
                {
                    publicHost: "api",
                    path: "/*",
                    service: "web",
                    rateLimits,
                    token: { issuer: "users", claims: { "a[b]": ["c"] } },
                },
            ],
            { "stack/tokens": { users: { issuer: "users", jwksUri: "https://api.example.com/keys" } } },
        ),
        codes: ["bad-claim"],
        says: [
            `${at("token", "claims")}["a[b]"]: "a[b]" is not the name of a claim; use letters, digits and "_", "-", ".", ":", "/", as in "role" or "https://example.com/role"`,
        ],
    },
    {
        title: "a path with a star inside",
        change: routes([{ ...open, path: "/items/*/price" }]),
        codes: ["bad-path"],
        says: [
            `${at("path")}: the path "/items/*/price" has a "*" that is not its last segment; only an ending "/*" is a prefix`,
        ],
    },
    {
        title: "any origin",
        change: routes([{ ...open, cors: { origins: ["*"], credentials: true } }]),
        codes: ["wildcard-origin"],
        says: [
            `${at("cors", "origins")}[0]: "*" lets pages of sites nobody named use the route; name each origin exactly`,
        ],
    },
    {
        title: "a pattern of origins without credentials",
        change: routes([{ ...open, cors: { origins: ["https://*.example.com"] } }]),
        codes: ["wildcard-origin"],
        says: [
            `${at("cors", "origins")}[0]: "https://*.example.com" lets pages of sites nobody named use the route; name each origin exactly`,
        ],
    },
    {
        title: "an origin with a path",
        change: routes([{ ...open, cors: { origins: ["https://app.example.com/"] } }]),
        codes: ["bad-origin"],
        says: [
            `${at("cors", "origins")}[0]: "https://app.example.com/" is not an origin; write scheme and host as a browser sends them, as in "https://app.example.com", in lower case and without a path`,
        ],
    },
    {
        title: "a method of nothing",
        change: routes([{ ...open, cors: { origins: ["https://app.example.com"], methods: ["*"] } }]),
        codes: ["bad-method"],
        says: [
            `${at("cors", "methods")}[0]: "*" is not a method; write one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS`,
        ],
    },
    {
        title: "a route into a namespace without proxies",
        change: routes([], {
            "stack/namespaces/bank": { stage: "off" },
            "shop/calls": [],
            "bank/services/accounts/accepts": [],
            "shop/stores": {},
            "stack/stores": {},
            "shop/externals": {},
            "shop/services/ledger/accepts": [],
            "bank/routes": [{ ...open, service: "accounts", operations: ["read"] }],
        }),
        codes: ["route-into-off"],
        says: [
            `catalog/bank.yaml: routes[0]: the namespace "bank" is not in the mesh (stage off), so requests to "accounts" would leave the gateway in plain text; raise it to observed first, or remove the route`,
        ],
    },
    {
        title: "a route on a host that is passed through",
        change: routes([open], {
            "stack/publicHosts": {
                api: {
                    hostname: "api.example.com",
                    servers: ["passthrough"],
                    passthrough: { service: "shop/ledger", port: 7001 },
                },
            },
            "shop/services/ledger/ports": {
                tcp: { port: 7000, protocol: "tcp" },
                tls: { port: 7001, protocol: "tls" },
            },
        }),
        codes: ["route-on-passthrough"],
        says: [
            `${at("publicHost")}: connections to "api" are passed through with their TLS left alone, so no path can be seen; remove the route, or add https to its servers`,
        ],
    },
];

const through = (passthrough: unknown, more: Change = {}): Change => ({
    "stack/gateways/a-gateway": { kind: "ingress" },
    "stack/publicHosts": {
        db: { hostname: "db.example.com", servers: ["passthrough"], passthrough },
    },
    ...more,
});
const passed = (step: string) => `meshwright:publicHosts.db.passthrough.${step}`;

export const passthroughCases: readonly Case[] = [
    {
        title: "an end without its namespace",
        change: through({ service: "ledger", port: 7000 }),
        codes: ["bad-reference"],
        says: [`${passed("service")}: "ledger" is not a reference; write "namespace/service"`],
    },
    {
        title: "an end in an unknown namespace",
        change: through({ service: "shopp/ledger", port: 7000 }),
        codes: ["unknown-namespace"],
        says: [`${passed("service")}: unknown namespace "shopp" (did you mean "shop"?); known: bank, shop`],
    },
    {
        title: "an end that is no service",
        change: through({ service: "shop/ledgr", port: 7000 }),
        codes: ["unknown-service"],
        says: [`${passed("service")}: unknown service "ledgr" (did you mean "ledger"?); known: ledger, web`],
    },
    {
        title: "an end that does not speak TLS",
        change: through({ service: "shop/ledger", port: 7000 }),
        codes: ["passthrough-port"],
        says: [
            `${passed("port")}: "shop/ledger" speaks tcp on port 7000; write the number of a port with protocol tls`,
        ],
    },
    {
        title: "an end on a port that is not there",
        change: through({ service: "shop/ledger", port: 7001 }),
        codes: ["passthrough-port"],
        says: [
            `${passed("port")}: "shop/ledger" has no port 7001; write the number of a port with protocol tls`,
        ],
    },
];
