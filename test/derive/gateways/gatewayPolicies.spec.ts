import { expect } from "chai";
import type { Claims, Token } from "../../../components/access";
import { operationOf } from "../../support/graphs";
import { gatewayOf } from "../../support/platforms";
import { gate, issuer, list, Town } from "./entrance";

const users = { token: { issuer: "users", claims: [] } };
const tokenOf = (claims: Claims = {}, by = issuer): { token: Token } => ({
    token: { issuer: by, subject: "ann", claims },
});

describe("the policy of an ingress gateway", () => {
    it("allows a route's host with and without a port, its paths and methods, and demands its token", () => {
        const town = new Town({ routes: [{ path: "/api/*", access: users }] });
        expect(town.spec("AuthorizationPolicy", "istio-ingress/istio-ingressgateway")).to.deep.equal({
            selector: { matchLabels: { istio: "ingressgateway" } },
            action: "ALLOW",
            rules: [
                {
                    from: [{ source: { requestPrincipals: [`${issuer}/*`] } }],
                    to: [
                        {
                            operation: {
                                hosts: ["api.example.com", "api.example.com:*"],
                                ports: ["443"],
                                methods: ["GET"],
                                paths: ["/api/*"],
                            },
                        },
                    ],
                },
                {
                    to: [
                        {
                            operation: {
                                hosts: ["api.example.com", "api.example.com:*"],
                                ports: ["80"],
                            },
                        },
                    ],
                },
            ],
        });
    });

    const guarded = new Town({ routes: [{ path: "/api/*", access: users }] });
    const table: readonly [title: string, request: Parameters<Town["atGateway"]>[0], decision: string][] = [
        ["a token", { path: "/api/1", ...tokenOf() }, "allow"],
        [
            "a token, and the port in the host",
            { path: "/api/1", host: "API.example.com:443", ...tokenOf() },
            "allow",
        ],
        ["no token", { path: "/api/1" }, "deny"],
        ["a token of another issuer", { path: "/api/1", ...tokenOf({}, "https://auth.example.com") }, "deny"],
        ["a token of a longer issuer", { path: "/api/1", ...tokenOf({}, `${issuer}/2`) }, "deny"],
        ["another method", { path: "/api/1", method: "DELETE", ...tokenOf() }, "deny"],
        ["another path", { path: "/other", ...tokenOf() }, "deny"],
        ["a path beside the prefix", { path: "/apis", ...tokenOf() }, "deny"],
        ["another host", { path: "/api/1", host: "other.example.com", ...tokenOf() }, "deny"],
        [
            "a host that only ends the same",
            { path: "/api/1", host: "xapi.example.com", ...tokenOf() },
            "deny",
        ],
        [
            "a host that only begins the same",
            { path: "/api/1", host: "api.example.com.evil.test", ...tokenOf() },
            "deny",
        ],
        ["port 80, where all it can get is a redirect", { path: "/api/1", port: 80 }, "allow"],
        ["port 80 and another host", { path: "/", port: 80, host: "other.example.com" }, "deny"],
        ["port 8443, which the host is not on", { path: "/api/1", port: 8443, ...tokenOf() }, "deny"],
    ];
    for (const [title, request, decision] of table) {
        it(`answers a request with ${title}: ${decision}`, () => {
            expect(guarded.atGateway(request)).to.equal(decision);
        });
    }

    it("serves the routes on port 80 as well, tokens included, where it does not redirect", () => {
        const plain = gatewayOf(gate.name, "ingress", {
            ...(gate.ingress === undefined ? {} : { ingress: { ...gate.ingress, redirectToHttps: false } }),
        });
        const town = new Town({ gateways: [plain], routes: [{ path: "/api/*", access: users }] });
        expect(town.atGateway({ path: "/api/1", port: 80 })).to.equal("deny");
        expect(town.atGateway({ path: "/api/1", port: 80, ...tokenOf() })).to.equal("allow");
    });

    it("demands every claim, each with any of its values, and takes lists for their items", () => {
        const claims = [
            { claim: "role", values: ["admin", "owner"] },
            { claim: "https://example.com/team", values: ["a"] },
        ];
        const town = new Town({
            routes: [{ path: "/api/*", access: { token: { issuer: "users", claims } } }],
        });
        const asked = (more: Claims) => town.atGateway({ path: "/api/1", ...tokenOf(more) });
        expect(asked({ role: ["user", "owner"], "https://example.com/team": "a" })).to.equal("allow");
        expect(asked({ role: "owner" })).to.equal("deny");
        expect(asked({ role: "user", "https://example.com/team": "a" })).to.equal("deny");
        expect(asked({ role: "adm", "https://example.com/team": "a" })).to.equal("deny");
    });

    it("lets clients in from the host's ranges alone, redirects and preflights included", () => {
        const cors = {
            origins: ["https://app.test"],
            methods: ["GET"],
            headers: [],
            exposeHeaders: [],
            credentials: false,
        };
        const town = new Town({
            hosts: [{ sourceRanges: ["198.51.100.0/24"] }],
            routes: [{ path: "/api/*", access: users, cors }],
        });
        const preflight = {
            path: "/api/1",
            method: "OPTIONS",
            headers: { origin: "https://app.test", "access-control-request-method": "GET" },
        };
        for (const request of [{ path: "/api/1", ...tokenOf() }, { path: "/", port: 80 }, preflight]) {
            expect(town.atGateway({ ...request, remoteAddress: "198.51.100.7" })).to.equal("allow");
            expect(town.atGateway({ ...request, remoteAddress: "203.0.113.9" })).to.equal("deny");
        }
    });

    it("allows nothing at all without routes and hosts", () => {
        const town = new Town({ routes: [], hosts: [] });
        expect(town.spec("AuthorizationPolicy", "istio-ingress/istio-ingressgateway")).to.deep.equal({
            selector: { matchLabels: { istio: "ingressgateway" } },
            action: "ALLOW",
        });
        expect(town.atGateway({ path: "/" })).to.equal("deny");
    });

    it("closes the namespace once, whichever gateways share it", () => {
        const other = gatewayOf("istio-second", "ingress");
        const own = gatewayOf("istio-third", "ingress", { namespace: "third" });
        const town = new Town({ gateways: [other, gate, own], routes: [{ path: "/api/*" }] });
        const closing = town.names("AuthorizationPolicy").filter((id) => id.endsWith("/default-deny"));
        expect(closing.sort()).to.deep.equal([
            "core/default-deny",
            "istio-ingress/default-deny",
            "third/default-deny",
        ]);
    });

    it("opens a passed-through host by the name asked for, on its own port", () => {
        const town = new Town({
            hosts: [
                {
                    name: "db",
                    hostname: "db.example.com",
                    servers: ["passthrough"],
                    passthrough: { service: "core/shop", port: 80 },
                },
            ],
            routes: [],
        });
        expect(town.rules("istio-ingress/istio-ingressgateway")).to.deep.equal([
            {
                to: [{ operation: { ports: ["15443"] } }],
                when: [{ key: "connection.sni", values: ["db.example.com"] }],
            },
        ]);
        expect(town.rules("core/shop")).to.deep.include({
            from: [{ source: { principals: ["cluster.local/ns/istio-ingress/sa/istio-ingressgateway"] } }],
            to: [{ operation: { ports: ["8080"] } }],
        });
    });
});

describe("routes of one host", () => {
    const open = { open: "a test" };
    const everything = operationOf("list", ["GET"], ["/*"]);

    it("keep a guarded longer path closed that an open shorter one holds", () => {
        const town = new Town({
            routes: [
                { path: "/api/*", access: open },
                { path: "/api/admin/*", access: users, operations: ["admin"] },
            ],
        });
        expect(town.atGateway({ path: "/api/1" })).to.equal("allow");
        expect(town.atGateway({ path: "/api/admin/1" })).to.equal("deny");
        expect(town.atGateway({ path: "/api/admin/1", ...tokenOf() })).to.equal("allow");
        expect(town.atGateway({ path: "/api/admin" })).to.equal("allow");
        expect(town.atShop({ path: "/api/admin/1" })).to.equal("deny");
        expect(town.atShop({ path: "/api/admin/1", ...tokenOf() })).to.equal("allow");
    });

    it("keep an open longer path open under a guarded shorter one, and for its own methods alone", () => {
        const town = new Town({
            operations: [everything, operationOf("health", ["GET"], ["/api/health"])],
            routes: [
                { path: "/*", access: users },
                { path: "/api/health", access: open, operations: ["health"] },
            ],
        });
        expect(town.atGateway({ path: "/api/health" })).to.equal("allow");
        expect(town.atGateway({ path: "/api/health/deep" })).to.equal("deny");
        expect(town.atGateway({ path: "/api/health", method: "POST", ...tokenOf() })).to.equal("deny");
        expect(town.atGateway({ path: "/", ...tokenOf() })).to.equal("allow");
    });

    it("take out only what is longer, also where three stand in each other", () => {
        const town = new Town({
            operations: [everything],
            routes: [
                { path: "/*", access: users },
                { path: "/a/*", access: open },
                { path: "/a/b/*", access: users },
                { path: "/a/b/c", access: open },
            ],
        });
        const opened = (path: string) => town.atGateway({ path });
        expect(["/", "/a", "/a/", "/a/b", "/a/b/", "/a/b/c", "/a/b/c/d"].map(opened)).to.deep.equal([
            "deny",
            "deny",
            "allow",
            "allow",
            "deny",
            "allow",
            "deny",
        ]);
    });

    it("leave a route of another host alone", () => {
        const second = { name: "second", hostname: "second.example.com" };
        const town = new Town({
            hosts: [{}, second],
            routes: [
                { path: "/api/*", access: open },
                { path: "/api/admin/*", access: users, operations: ["admin"], publicHost: "second" },
            ],
        });
        expect(town.atGateway({ path: "/api/admin/1" })).to.equal("allow");
        expect(town.atGateway({ path: "/api/admin/1", host: "second.example.com" })).to.equal("deny");
    });

    it("stand in no rule where longer ones claim all of their operations", () => {
        const town = new Town({
            operations: [list, operationOf("admin", ["GET"], ["/api/admin"])],
            routes: [
                { path: "/*", access: open, operations: ["admin"] },
                { path: "/api/*", access: users },
            ],
        });
        expect(town.rules("istio-ingress/istio-ingressgateway")).to.have.lengthOf(2);
    });
});
