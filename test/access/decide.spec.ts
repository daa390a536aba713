import { expect } from "chai";
import {
    type CallRequest,
    type Decision,
    decide,
    decideAuthorization,
    enforcementOf,
} from "../../components/access";
import type { Manifest } from "../../components/istio/types";
import { strict } from "./expectations";
import { mesh, policy, server } from "./mesh";

const token = {
    issuer: "https://id.example",
    subject: "alice",
    claims: { role: ["admin", "ops"], org: { unit: "x" } },
};
const request: CallRequest = {
    principal: "example.org/ns/shop/sa/orders",
    port: 8080,
    method: "GET",
    path: "/a",
    token,
    host: "api.example",
    sni: "out.example",
    address: "10.1.2.3",
    remoteAddress: "192.0.2.9",
    headers: { "x-flag": "on" },
};

/** A rule's only condition, whether the request above meets it, and whether one without any of that does. */
const table: readonly [from: object, when: readonly object[], to: object, meets: Decision, bare: Decision][] =
    [
        [{ requestPrincipals: ["*"] }, [], {}, "allow", "deny"],
        [{ requestPrincipals: ["https://id.example/*"] }, [], {}, "allow", "deny"],
        [{ requestPrincipals: ["https://id.example/alice"] }, [], {}, "allow", "deny"],
        [{ requestPrincipals: ["https://id.example/al*"] }, [], {}, "allow", "deny"],
        [{ requestPrincipals: ["https://id.example/bob"] }, [], {}, "deny", "deny"],
        [{ requestPrincipals: ["https://id.example"] }, [], {}, "deny", "deny"],
        [{ requestPrincipals: ["https://id.*"] }, [], {}, "deny", "deny"],
        [{ requestPrincipals: ["*/alice"] }, [], {}, "allow", "deny"],
        [{ requestPrincipals: ["*.example/alice"] }, [], {}, "allow", "deny"],
        [{ requestPrincipals: ["*/*"] }, [], {}, "deny", "deny"],
        [{ requestPrincipals: ["*ice"] }, [], {}, "allow", "deny"],
        [{ notRequestPrincipals: ["*"] }, [], {}, "deny", "allow"],
        [{ notRequestPrincipals: ["other/*"] }, [], {}, "allow", "allow"],
        [{ ipBlocks: ["10.1.0.0/16"] }, [], {}, "allow", "opaque"],
        [{ notIpBlocks: ["10.1.0.0/16"] }, [], {}, "deny", "opaque"],
        [{ ipBlocks: ["10.1.2.3"] }, [], {}, "allow", "opaque"],
        [{ ipBlocks: ["10.2.0.0/16"] }, [], {}, "deny", "opaque"],
        [{ remoteIpBlocks: ["192.0.2.0/24"] }, [], {}, "allow", "opaque"],
        [{ trustDomains: ["example.org"] }, [], {}, "allow", "deny"],
        [{ trustDomains: ["example.*"] }, [], {}, "allow", "deny"],
        [{ trustDomains: ["other.org"] }, [], {}, "deny", "deny"],
        [{}, [{ key: "request.auth.principal", values: ["https://id.example/*"] }], {}, "allow", "deny"],
        [{}, [{ key: "request.auth.claims[role]", values: ["ops"] }], {}, "allow", "deny"],
        [{}, [{ key: "request.auth.claims[role]", values: ["o*"] }], {}, "allow", "deny"],
        [{}, [{ key: "request.auth.claims[role]", values: ["op"] }], {}, "deny", "deny"],
        [{}, [{ key: "request.auth.claims[role]", notValues: ["ops"] }], {}, "deny", "allow"],
        [{}, [{ key: "request.auth.claims[org][unit]", values: ["x"] }], {}, "allow", "deny"],
        [{}, [{ key: "request.auth.claims[org]", values: ["x"] }], {}, "deny", "deny"],
        [{}, [{ key: "request.auth.claims[iss]", values: ["https://id.example"] }], {}, "allow", "deny"],
        [{}, [{ key: "request.auth.audiences", values: ["x"] }], {}, "deny", "deny"],
        [{}, [{ key: "connection.sni", values: ["out.example"] }], {}, "allow", "deny"],
        [{}, [{ key: "connection.sni", values: ["*.example"] }], {}, "allow", "deny"],
        [{}, [{ key: "connection.sni", notValues: ["out.example"] }], {}, "deny", "allow"],
        [{}, [{ key: "request.headers[X-Flag]", values: ["on"] }], {}, "allow", "deny"],
        [{}, [{ key: "request.headers[x-flag]", values: ["*"] }], {}, "allow", "deny"],
        [{}, [{ key: "source.ip", values: ["10.0.0.0/8"] }], {}, "allow", "opaque"],
        [{}, [{ key: "source.principal", values: ["*/sa/orders"] }], {}, "allow", "deny"],
        [{}, [{ key: "source.namespace", values: ["shop"] }], {}, "allow", "deny"],
        [{}, [{ key: "destination.port", values: ["8080"] }], {}, "allow", "allow"],
        [{}, [{ key: "destination.port", values: ["8081"] }], {}, "deny", "deny"],
        [{}, [{ key: "destination.ip", values: ["10.0.0.1"] }], {}, "opaque", "opaque"],
        [{}, [], { hosts: ["API.example"] }, "allow", "opaque"],
        [{}, [], { hosts: ["*.example"] }, "allow", "opaque"],
        [{}, [], { hosts: ["b.example"] }, "deny", "opaque"],
        [{}, [], { notHosts: ["api.example"] }, "deny", "opaque"],
    ];

const opposite = { allow: "deny", deny: "allow", opaque: "opaque" } as const;

describe("a concrete request", () => {
    const bare: CallRequest = { port: 8080, method: "GET", path: "/a" };
    for (const [source, when, operation, meets, without] of table) {
        const rule = { from: [{ source }], when, to: [{ operation }] };
        it(`is decided by ${JSON.stringify([source, when, operation])}`, () => {
            const allow = [policy({ rules: [rule] })];
            expect(decided(allow, request), "with everything").to.equal(meets);
            expect(decided(allow, bare), "with nothing").to.equal(without);
            const deny = [policy({ action: "DENY", rules: [rule] })];
            expect(decided(deny, request), "with everything").to.equal(opposite[meets]);
            expect(decided(deny, bare), "with nothing").to.equal(opposite[without]);
        });
    }

    it("waits for an external authorizer, who may refuse what is allowed and cannot allow what is not", () => {
        const asked = policy({ action: "CUSTOM", provider: { name: "checks" }, rules: [{}] });
        expect(decided([asked], request)).to.equal("opaque");
        expect(decided([asked], { ...request, authorizer: "agrees" })).to.equal("allow");
        expect(decided([asked], { ...request, authorizer: "refuses" })).to.equal("deny");
        const closed = [asked, policy({}, { name: "none" })];
        expect(decided(closed, { ...request, authorizer: "agrees" })).to.equal("deny");
    });

    it("ends at a connection that must be mutual TLS, which authorization alone does not see", () => {
        const open = [strict, policy({ rules: [{}] })];
        expect(decided(open, bare)).to.equal("deny");
        expect(decideAuthorization(enforcementOf(open, mesh), server, bare)).to.equal("allow");
    });

    it("is a connection on a TCP port, where tokens and methods allow nothing", () => {
        const enforcement = enforcementOf(
            [policy({ rules: [{ to: [{ operation: { methods: ["GET"] } }] }] })],
            mesh,
        );
        expect(decideAuthorization(enforcement, server, request)).to.equal("allow");
        expect(decideAuthorization(enforcement, server, request, [8080])).to.equal("deny");
        const bySni = [policy({ rules: [{ when: [{ key: "connection.sni", values: ["out.example"] }] }] })];
        expect(decideAuthorization(enforcementOf(bySni, mesh), server, request, [8080])).to.equal("allow");
        expect(
            decideAuthorization(enforcementOf(bySni, mesh), server, { ...request, sni: "x" }, [8080]),
        ).to.equal("deny");
    });

    it("counts former trust domains as the mesh's own", () => {
        const named = [
            policy({ rules: [{ from: [{ source: { principals: ["old.org/ns/shop/sa/orders"] } }] }] }),
        ];
        expect(decided(named, request)).to.equal("deny");
        const aliased = enforcementOf(named, { ...mesh, trustDomainAliases: ["old.org"] });
        expect(decide(aliased, server, request)).to.equal("allow");
    });
});

function decided(objects: readonly Manifest[], call: CallRequest): Decision {
    return decide(enforcementOf(objects, mesh), server, call);
}
