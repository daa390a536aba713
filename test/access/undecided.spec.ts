import { expect } from "chai";
import { anyCall, callsOf, difference, equals, noCall } from "../../components/access";
import { charge, expectExactly, orders, strict } from "./expectations";
import { access, allowing, policy, service, workload } from "./mesh";

describe("what objects do not decide", () => {
    const opaque: readonly [name: string, rule: Record<string, unknown>, path: string][] = [
        ["a condition", { when: [{ key: "request.headers[x]", values: ["1"] }] }, "rules[0].when[0].values"],
        [
            "a negated condition",
            { when: [{ key: "source.ip", notValues: ["10.0.0.1"] }] },
            "rules[0].when[0].notValues",
        ],
        [
            "a token",
            { from: [{ source: { requestPrincipals: ["*"] } }] },
            "rules[0].from[0].source.requestPrincipals",
        ],
        [
            "an address",
            { from: [{ source: { ipBlocks: ["10.0.0.0/8"] } }] },
            "rules[0].from[0].source.ipBlocks",
        ],
        [
            "no address",
            { from: [{ source: { notIpBlocks: ["10.0.0.0/8"] } }] },
            "rules[0].from[0].source.notIpBlocks",
        ],
        ["a host", { to: [{ operation: { hosts: ["a.example"] } }] }, "rules[0].to[0].operation.hosts"],
        [
            "no host",
            { to: [{ operation: { notHosts: ["a.example"] } }] },
            "rules[0].to[0].operation.notHosts",
        ],
        [
            "a field of the future",
            { to: [{ operation: { moods: ["good"] } }] },
            "rules[0].to[0].operation.moods",
        ],
        ["a rule of the future", { unless: [{}] }, "rules[0].unless"],
        ["a list that is none", { to: [{ operation: { paths: "/a" } }] }, "rules[0].to[0].operation.paths"],
        [
            "a port that is none",
            { to: [{ operation: { ports: ["http"] } }] },
            "rules[0].to[0].operation.ports",
        ],
        [
            "part of a method",
            { to: [{ operation: { methods: ["P*"] } }] },
            "rules[0].to[0].operation.methods",
        ],
    ];
    for (const [name, rule, path] of opaque) {
        it(`neither allows nor fails to: ${name}`, () => {
            const result = access([policy({ rules: [rule] })]);
            expect(equals(result.certain, noCall)).to.equal(true);
            expect(equals(result.possible, anyCall)).to.equal(true);
            expect(result.opaque.map((reason) => reason.path)).to.deep.equal([path]);
        });

        it(`neither denies nor fails to: ${name}`, () => {
            const result = access([policy({ action: "DENY", rules: [rule] })]);
            expect(equals(result.certain, noCall)).to.equal(true);
            expect(equals(result.possible, anyCall)).to.equal(true);
            expect(result.opaque.map((reason) => reason.object)).to.deep.equal([
                "AuthorizationPolicy shop/policy",
            ]);
        });
    }

    it("does not blur what a path template leaves clear", () => {
        const result = access([allowing({}, { methods: ["GET"], paths: ["/a", "/b/{*}/c"] })]);
        expect(equals(result.certain, callsOf({ methods: ["GET"], paths: ["/a"] }))).to.equal(true);
        expect(equals(result.possible, callsOf({ methods: ["GET"] }))).to.equal(true);
        const negated = access([allowing({}, { notPaths: ["/a", "/b/{**}"] })]);
        expect(equals(negated.certain, noCall)).to.equal(true);
        expect(equals(negated.possible, difference(anyCall, callsOf({ paths: ["/a"] })))).to.equal(true);
    });

    it("does not matter where the rule does not speak of the client", () => {
        const rule = {
            from: [{ source: { namespaces: ["other"] } }],
            when: [{ key: "source.ip", values: ["1.2.3.4"] }],
        };
        expectExactly(access([policy({ rules: [rule] })]), noCall);
        expectExactly(access([policy({ action: "DENY", rules: [rule] })]), anyCall);
    });

    it("does not matter where another rule allows the same", () => {
        const conditional = { when: [{ key: "source.ip", values: ["1.2.3.4"] }] };
        expectExactly(access([policy({ rules: [conditional, {}] })]), anyCall);
    });

    it("is a condition without values none", () => {
        expectExactly(access([policy({ rules: [{ when: [{ key: "source.ip", values: [] }] }] })]), anyCall);
    });

    it("leaves what an external authorizer is asked about possible and no more", () => {
        const custom = policy({
            action: "CUSTOM",
            provider: { name: "opa" },
            rules: [{ to: [{ operation: { paths: ["/admin/*"] } }] }],
        });
        const result = access([custom]);
        expect(equals(result.certain, difference(anyCall, callsOf({ paths: ["/admin/*"] })))).to.equal(true);
        expect(equals(result.possible, anyCall)).to.equal(true);
        expect(result.opaque.map((reason) => reason.message)).to.deep.equal([
            "an external authorizer decides",
        ]);
        expectExactly(access([custom, policy({}, { name: "none" })]), noCall);
    });

    it("keeps a rule off TCP ports entirely when it needs HTTP", () => {
        const objects = [
            service([{ name: "tcp", port: 5432 }]),
            allowing({ requestPrincipals: ["*"] }, { ports: ["5432"] }),
        ];
        expectExactly(access(objects), noCall);
        const byAddress = [service([{ name: "tcp", port: 5432 }]), allowing({ ipBlocks: ["10.0.0.0/8"] })];
        expect(equals(access(byAddress).possible, anyCall)).to.equal(true);
    });
});

describe("objects of other kinds and versions", () => {
    it("are ignored, or read whatever version they are served in", () => {
        const { kind, metadata, spec } = policy({});
        expectExactly(access([{ apiVersion: "security.istio.io/v1beta1", kind, metadata, spec }]), noCall);
        expectExactly(access([{ apiVersion: "example.org/v1", kind, metadata, spec }]), anyCall);
        expectExactly(
            access([{ apiVersion: "security.istio.io/v1", kind: "Other", metadata, spec }]),
            anyCall,
        );
    });

    it("are not changed by being judged", () => {
        const objects = [policy({ rules: [{ from: [], to: [{ operation: { ports: ["1"] } }] }] }), strict];
        const before = JSON.stringify(objects);
        access(objects);
        expect(JSON.stringify(objects)).to.equal(before);
    });
});

describe("access at one server", () => {
    it("is the same for equal clients and differs for others", () => {
        const twin = workload("shop", "orders");
        const objects = [allowing(orders, { ports: ["8080"], methods: ["POST"], paths: ["/charge"] })];
        expectExactly(access(objects, twin), charge);
        expectExactly(access(objects, workload("shop", "refunds")), noCall);
    });
});
