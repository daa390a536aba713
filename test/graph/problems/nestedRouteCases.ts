import type { Case, Change } from "./example";

const rateLimits = [{ requests: 100, per: "minute" }];
const all = { publicHost: "api", path: "/api/*", service: "web", operations: ["all"], rateLimits };
const admin = { ...all, path: "/api/admin/*", operations: ["admin"] };
const admins = { issuer: "users", claims: { role: ["admin"] } };
const bare = { ...admin, path: "/api/admin", operations: ["bare"] };

/** The example with a public host and routes of the shop within each other. */
function nested(routes: readonly unknown[], more: Change = {}): Change {
    const jwtOf = (issuer: string) => ({ issuer, jwksUri: "https://api.example.com/keys" });
    return {
        "stack/gateways/a-gateway": { kind: "ingress" },
        "stack/publicHosts": { api: { hostname: "api.example.com", certificate: { secret: "own" } } },
        "stack/tokens": { users: jwtOf("users"), partners: jwtOf("partners") },
        "shop/services/web/operations/all": { methods: ["GET"], paths: ["/api/*"] },
        "shop/services/web/operations/admin": { methods: ["GET"], paths: ["/api/admin/*"] },
        "shop/services/web/operations/bare": { methods: ["GET"], paths: ["/api/admin"] },
        "shop/routes": routes,
        ...more,
    };
}

const checks = { protocol: "http", host: "accounts.bank.svc.cluster.local", port: 80 };

const inside = (longer: number, outer: string, also = "") =>
    `catalog/shop.yaml: routes[${longer}].path: warning: lies within ${outer}, which leads to the same workload and may be used by others; what the service takes for the same path and the proxy does not (another case, ";x") goes by the looser rule${also}; serve it from a workload of its own, or check the claim in the service`;
const api = `"/api/*" (catalog/shop.yaml: routes[0])`;
const andBare = `, and so does a bare "/api/admin", which no route with the same access claims (add one)`;

export const nestedRouteCases: readonly Case[] = [
    {
        title: "a route with a claim inside one without",
        change: nested([
            { ...all, token: "users" },
            { ...admin, token: admins },
        ]),
        codes: ["stricter-route-inside"],
        says: [inside(1, api, andBare)],
    },
    {
        title: "a route with a claim inside one without, and its bare path with the claim too",
        change: nested([
            { ...all, token: "users" },
            { ...admin, token: admins },
            { ...bare, token: admins },
        ]),
        codes: ["stricter-route-inside", "stricter-route-inside"],
        says: [inside(1, api), inside(2, api)],
    },
    {
        title: "a route with a claim whose bare path is claimed without it",
        change: nested([
            { ...all, token: "users" },
            { ...admin, token: admins },
            { ...bare, token: "users" },
        ]),
        codes: ["stricter-route-inside"],
        says: [inside(1, api, andBare)],
    },
    {
        title: "a route for the tokens of another issuer inside",
        change: nested([
            { ...all, token: "users" },
            { ...admin, token: "partners" },
        ]),
        codes: ["stricter-route-inside"],
        says: [inside(1, api, andBare)],
    },
    {
        title: "a route with an authorizer inside an open one",
        change: nested(
            [
                { ...all, open: "everybody may" },
                { ...bare, authorizer: "checks" },
            ],
            { "stack/authorizers": { checks } },
        ),
        codes: ["stricter-route-inside"],
        says: [inside(1, api)],
    },
    {
        title: "the nearest route around only",
        change: nested(
            [
                { ...all, path: "/*", open: "everybody may" },
                { ...all, token: "users" },
                { ...admin, token: "users" },
            ],
            { "shop/services/web/operations/all": { methods: ["GET"], paths: ["/api/*"] } },
        ),
        codes: ["stricter-route-inside"],
        says: [
            inside(
                1,
                `"/*" (catalog/shop.yaml: routes[0])`,
                `, and so does a bare "/api", which no route with the same access claims (add one)`,
            ),
        ],
    },
    {
        title: "nothing about a route inside with the same access, or a looser one",
        change: nested([
            { ...all, token: { ...admins } },
            { ...admin, token: { issuer: "users", claims: { role: ["ops", "admin"] } } },
            { ...bare, token: admins },
        ]),
        codes: [],
        says: [],
    },
    {
        title: "nothing about a stricter route inside that leads to another workload",
        change: nested(
            [
                { ...all, token: "users" },
                { ...admin, service: "desk", operations: ["admin"], token: admins },
            ],
            {
                "shop/workloads/desk": {},
                "shop/services/desk": {
                    workload: "desk",
                    ports: { http: { port: 80, targetPort: 8080, protocol: "http" } },
                    operations: { admin: { methods: ["GET"], paths: ["/api/admin/*"] } },
                },
            },
        ),
        codes: [],
        says: [],
    },
    {
        title: "nothing about a stricter route on another host",
        change: nested(
            [
                { ...all, token: "users" },
                { ...admin, publicHost: "desk", token: admins },
            ],
            {
                "stack/publicHosts": {
                    api: { hostname: "api.example.com", certificate: { secret: "own" } },
                    desk: { hostname: "desk.example.com", certificate: { secret: "own" } },
                },
            },
        ),
        codes: [],
        says: [],
    },
];
