import { expect } from "chai";
import { phaseOf, phases } from "../../../components/derive";
import type { Authorizer } from "../../../components/graph/platform";
import { operationOf } from "../../support/graphs";
import { issuer, list, Town } from "./entrance";

const users = { token: { issuer: "users", claims: [] } };
const gateway = "cluster.local/ns/istio-ingress/sa/istio-ingressgateway";
const web = "cluster.local/ns/core/sa/web";
const token = { issuer, subject: "ann" };

describe("a route at the workload behind it", () => {
    it("asks for the gateway and the token in one source, and leaves callers of the mesh their own rule", () => {
        const town = new Town({ routes: [{ path: "/api/*", access: users }] });
        expect(town.rules("core/shop")).to.deep.equal([
            {
                from: [{ source: { principals: [web] } }],
                to: [{ operation: { ports: ["8080"], methods: ["GET"], paths: ["/api", "/api/*"] } }],
            },
            {
                from: [{ source: { principals: [gateway], requestPrincipals: [`${issuer}/*`] } }],
                to: [{ operation: { ports: ["8080"], methods: ["GET"], paths: ["/api/*"] } }],
            },
        ]);
    });

    const guarded = new Town({
        routes: [
            {
                path: "/api/*",
                operations: ["list", "write"],
                access: { token: { issuer: "users", claims: [{ claim: "role", values: ["admin"] }] } },
            },
        ],
    });
    const admin = { ...token, claims: { role: "admin" } };
    const table: readonly [title: string, request: Parameters<Town["atShop"]>[0], decision: string][] = [
        ["the gateway with token and claim", { path: "/api/1", token: admin }, "allow"],
        [
            "the gateway with another method of the route",
            { path: "/api/1", method: "POST", token: admin },
            "allow",
        ],
        ["the gateway with a token without the claim", { path: "/api/1", token }, "deny"],
        ["the gateway without a token", { path: "/api/1" }, "deny"],
        [
            "the gateway with a preflight, which it answers itself",
            { path: "/api/1", method: "OPTIONS" },
            "deny",
        ],
        ["a caller of the mesh without a token", { path: "/api/1", principal: web }, "allow"],
        [
            "a caller of the mesh, on what only the route has",
            { path: "/api/1", method: "POST", principal: web, token: admin },
            "deny",
        ],
        [
            "a stranger of the mesh with token and claim",
            { path: "/api/1", principal: "cluster.local/ns/core/sa/x", token: admin },
            "deny",
        ],
    ];
    for (const [title, request, decision] of table) {
        it(`answers ${title}: ${decision}`, () => {
            expect(guarded.atShop(request)).to.equal(decision);
        });
    }

    it("shares a rule with every other route of the same gateway and the same proof", () => {
        const town = new Town({
            hosts: [{}, { name: "second", hostname: "second.example.com" }],
            routes: [
                { path: "/api/*", access: users },
                { path: "/api/*", access: users, publicHost: "second", operations: ["list", "write"] },
            ],
        });
        expect(town.rules("core/shop").slice(1)).to.deep.equal([
            {
                from: [{ source: { principals: [gateway], requestPrincipals: [`${issuer}/*`] } }],
                to: [{ operation: { ports: ["8080"], methods: ["GET", "POST"], paths: ["/api/*"] } }],
            },
        ]);
    });

    it("has its token judged by gateway and workload alike, and the token goes on", () => {
        const jwtRules = [
            { issuer, audiences: ["a", "b"], jwks: '{"keys":[]}', forwardOriginalToken: true },
            { issuer: "z", jwksUri: "https://z.example.com/keys", forwardOriginalToken: true },
        ];
        const town = new Town({
            tokens: [
                { name: "a-last", issuer: "z", jwksUri: "https://z.example.com/keys", audiences: [] },
                { name: "0-first", issuer, jwks: '{"keys":[]}', audiences: ["b", "a"] },
                { name: "unused", issuer: "unused", jwks: "{}", audiences: [] },
            ],
            routes: [
                { path: "/api/*", access: { token: { issuer: "a-last", claims: [] } } },
                { path: "/api", access: { token: { issuer: "0-first", claims: [] } } },
                { path: "/api/admin/*", operations: ["admin"] },
            ],
        });
        expect(town.names("RequestAuthentication")).to.deep.equal([
            "core/shop",
            "istio-ingress/istio-ingressgateway",
        ]);
        expect(town.spec("RequestAuthentication", "core/shop")).to.deep.equal({
            selector: { matchLabels: { app: "shop" } },
            jwtRules,
        });
        expect(town.spec("RequestAuthentication", "istio-ingress/istio-ingressgateway")).to.deep.equal({
            selector: { matchLabels: { istio: "ingressgateway" } },
            jwtRules,
        });
    });

    for (const [stage, policies] of [
        ["observed", []],
        ["audit", ["core/shop"]],
        ["enforced", ["core/shop"]],
    ] as const) {
        it(`in a namespace that is ${stage}: tokens are judged at ${policies.length} workloads`, () => {
            const town = new Town({ stage, routes: [{ path: "/api/*", access: users }] });
            const own = town.names("RequestAuthentication").filter((id) => id.startsWith("core/"));
            expect(own).to.deep.equal(policies);
        });
    }

    it("needs no judge of tokens where no route demands one", () => {
        expect(new Town({ routes: [{ path: "/api/*" }] }).names("RequestAuthentication")).to.deep.equal([]);
    });
});

describe("a preflight", () => {
    const cors = {
        origins: ["https://b.test", "https://a.test"],
        methods: ["POST", "GET"],
        headers: [],
        exposeHeaders: [],
        credentials: true,
    };
    const town = new Town({
        routes: [{ path: "/api/*", access: users, operations: ["list", "write"], cors }],
    });
    const asking = { origin: "https://a.test", "access-control-request-method": "POST" };
    const table: readonly [title: string, headers: Readonly<Record<string, string>>, decision: string][] = [
        ["of a declared origin", asking, "allow"],
        ["of another origin", { ...asking, origin: "https://a.test.evil.test" }, "deny"],
        [
            "for a method that is not declared",
            { ...asking, "access-control-request-method": "DELETE" },
            "deny",
        ],
        ["that asks for no method, and so is none", { origin: "https://a.test" }, "deny"],
        ["without an origin", { "access-control-request-method": "POST" }, "deny"],
    ];
    for (const [title, headers, decision] of table) {
        it(`${title} passes the gateway without a token: ${decision}`, () => {
            expect(town.atGateway({ path: "/api/1", method: "OPTIONS", headers })).to.equal(decision);
        });
    }

    it("opens its host and paths alone, and no other method", () => {
        const request = { path: "/api/1", method: "OPTIONS", headers: asking };
        expect(town.atGateway({ ...request, host: "other.example.com" })).to.equal("deny");
        expect(town.atGateway({ ...request, path: "/other" })).to.equal("deny");
        expect(town.atGateway({ ...request, method: "POST" })).to.equal("deny");
    });

    it("opens nothing of a longer route that has no CORS", () => {
        const both = new Town({
            routes: [
                { path: "/api/*", access: users, cors },
                { path: "/api/admin/*", access: users, operations: ["admin"] },
            ],
        });
        const request = { method: "OPTIONS", headers: asking };
        expect(both.atGateway({ ...request, path: "/api/1" })).to.equal("allow");
        expect(both.atGateway({ ...request, path: "/api/admin/1" })).to.equal("deny");
    });
});

describe("an authorizer", () => {
    const authorizer: Authorizer = {
        name: "checks",
        protocol: "grpc",
        host: "authz.core.svc.cluster.local",
        port: 80,
        timeout: "500ms",
        includeHeaders: [],
        forwardHeaders: [],
    };
    const town = new Town({
        authorizers: [authorizer],
        operations: [list, operationOf("admin", ["GET"], ["/api/admin/*"])],
        routes: [
            { path: "/api/*", access: { ...users, authorizer: "checks" } },
            { path: "/api/admin/*", access: users, operations: ["admin"] },
        ],
    });

    it("is asked about exactly what the route opens, on its ports", () => {
        expect(
            town.spec("AuthorizationPolicy", "istio-ingress/istio-ingressgateway-asks-checks"),
        ).to.deep.equal({
            selector: { matchLabels: { istio: "ingressgateway" } },
            action: "CUSTOM",
            provider: { name: "authorizer-checks" },
            rules: [
                {
                    to: [
                        {
                            operation: {
                                hosts: ["api.example.com", "api.example.com:*"],
                                ports: ["443"],
                                methods: ["GET"],
                                paths: ["/api/*"],
                                notPaths: ["/api/admin/*"],
                            },
                        },
                    ],
                },
            ],
        });
    });

    it("comes before the ALLOW it stands beside, and goes after it", () => {
        const place = (name: string) =>
            town.objects
                .filter(({ kind, metadata }) => kind === "AuthorizationPolicy" && metadata.name === name)
                .map((object) => phases.indexOf(phaseOf(object)));
        const [asks] = place("istio-ingressgateway-asks-checks");
        expect(asks).to.be.lessThan(place("istio-ingressgateway")[0] ?? -1);
    });

    it("can refuse and never allow: the token is demanded all the same", () => {
        const agreed = { path: "/api/1", authorizer: "agrees" } as const;
        expect(town.atGateway({ ...agreed, token })).to.equal("allow");
        expect(town.atGateway(agreed)).to.equal("deny");
        expect(town.atGateway({ path: "/api/1", token, authorizer: "refuses" })).to.equal("deny");
        expect(town.atGateway({ path: "/api/1", token })).to.equal("opaque");
        expect(town.atGateway({ path: "/api/admin/1", token })).to.equal("allow");
    });

    it("is open to the gateway that asks it, for that question, and to nobody else", () => {
        const ports = ["8080"];
        const paths = ["/envoy.service.auth.v3.Authorization/Check"];
        expect(town.rules("core/authz")).to.deep.equal([
            {
                from: [{ source: { principals: [gateway] } }],
                to: [{ operation: { ports, methods: ["POST"], paths } }],
            },
        ]);
        const http = new Town({
            authorizers: [{ ...authorizer, protocol: "http" }],
            routes: [{ path: "/api/*", access: { authorizer: "checks" } }],
        });
        expect(http.rules("core/authz")).to.deep.equal([
            { from: [{ source: { principals: [gateway] } }], to: [{ operation: { ports } }] },
        ]);
        const unused = new Town({ authorizers: [authorizer], routes: [{ path: "/api/*" }] });
        expect(unused.rules("core/authz")).to.deep.equal([]);
    });
});
