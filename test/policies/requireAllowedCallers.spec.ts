import { expect } from "chai";
import { requireAllowedCallers as rule } from "../../policies/security/requireAllowedCallers";
import { reports, unknown } from "./crossguard";
import { authorizationPolicy, dated } from "./objects";

const to = [{ operation: { methods: ["GET"], paths: ["/api/*"] } }];
const selector = { matchLabels: { app: "a" } };
const policy = (each: unknown, more: object = {}, metadata: Record<string, unknown> = {}) =>
    authorizationPolicy({ selector, ...more, rules: [each] }, metadata);

const anyone = (field: string, value: string, why = "") =>
    `mandatory: AuthorizationPolicy core/orders: ${field} is ${value}, so anyone may call, even in plaintext${why}; ` +
    "name the callers in from.source.principals";

describe("A-05 require allowed callers", () => {
    it("refuses a rule without callers", () => {
        expect(reports(rule, policy({ to }))).to.deep.equal([anyone("spec.rules[0].from", "not set")]);
        expect(reports(rule, policy({ to }), {}, { patch: true })).to.have.length(1);
        expect(reports(rule, { ...policy({ to }), apiVersion: "security.istio.io/v1beta1" })).to.have.length(
            1,
        );
    });

    for (const from of [
        [],
        [{}],
        [{ source: {} }],
        [{ source: { principals: [] } }],
        [{ source: { ipBlocks: ["0.0.0.0/0"] } }],
    ]) {
        it(`refuses callers that are anyone: ${JSON.stringify(from)}`, () => {
            expect(reports(rule, policy({ from, to }))).to.have.length(1);
        });
    }

    it("refuses a condition that says nothing about the caller", () => {
        const when = [{ key: "request.headers[x-tenant]", values: ["a"] }];
        expect(reports(rule, policy({ to, when }))).to.deep.equal([anyone("spec.rules[0].from", "not set")]);
        expect(
            reports(rule, policy({ to, when: [{ key: "source.principal", values: ["*"] }] })),
        ).to.have.length(1);
    });

    for (const each of [
        { from: [{ source: { principals: ["cluster.local/ns/a/sa/b"] } }], to },
        { from: [{ source: { namespaces: ["a"] } }], to },
        { from: [{ source: { requestPrincipals: ["*"] } }], to },
        { from: [{ source: { principals: ["*"] } }], to },
        { from: [{ source: { ipBlocks: ["10.0.0.0/8"] } }], to },
        { to, when: [{ key: "source.principal", values: ["cluster.local/ns/a/sa/b"] }] },
        { to, when: [{ key: "request.auth.claims[group]", values: ["a"] }] },
    ]) {
        it(`accepts ${JSON.stringify(each)}`, () => {
            expect(reports(rule, policy(each))).to.deep.equal([]);
        });
    }

    it("leaves a rule that matches everything to A-03, and other actions alone", () => {
        expect(reports(rule, policy({}))).to.deep.equal([]);
        expect(reports(rule, policy({ to }, { action: "DENY" }))).to.deep.equal([]);
    });

    it("accepts it on an ingress gateway, and nowhere else", () => {
        const gateway = (labels: object) =>
            authorizationPolicy({ selector: { matchLabels: labels }, rules: [{ to }] });
        expect(reports(rule, gateway({ istio: "ingressgateway" }))).to.deep.equal([]);
        expect(reports(rule, gateway({ istio: "ingress" }))).to.deep.equal([]);
        expect(reports(rule, gateway({ "gateway.networking.k8s.io/gateway-name": "public" }))).to.deep.equal(
            [],
        );
        const refs = (...kinds: string[]) =>
            authorizationPolicy({ targetRefs: kinds.map((kind) => ({ kind, name: "x" })), rules: [{ to }] });
        expect(reports(rule, refs("Gateway"))).to.deep.equal([]);
        expect(reports(rule, refs("Gateway", "Service"))).to.have.length(1);
        expect(reports(rule, gateway({ istio: "egressgateway" }))).to.have.length(1);
        expect(reports(rule, gateway({ app: "ingressgateway" }))).to.have.length(1);
    });

    it("accepts the pass of an audited workload while it lasts", () => {
        const pass = (until: string) => ({
            labels: { ...dated("audit").labels, "meshwright.io/audit-pass": "true" },
            annotations: { "meshwright.io/until": until },
        });
        expect(reports(rule, policy({ to }, {}, pass("2026-12-31")))).to.deep.equal([]);
        expect(reports(rule, policy({ to }, {}, pass("2026-11-01")))).to.deep.equal([
            anyone("spec.rules[0].from", "not set", ' (the stage "audit" ended on 2026-11-01)'),
        ]);
    });

    it("reports an unknown only where it decides", () => {
        const found = (each: unknown) => reports(rule, policy(each))[0] ?? "accepted";
        expect(found({ from: unknown, to })).to.contain("spec.rules[0].from is not known");
        expect(found({ from: [{ source: unknown }], to })).to.contain(
            "spec.rules[0].from[0].source is not known",
        );
        expect(found({ to, when: [{ key: unknown, values: ["a"] }] })).to.contain("when[0].key is not known");
        expect(found({ from: [{ source: { principals: unknown } }], to: unknown })).to.equal("accepted");
        expect(found({ from: [{ source: { principals: [unknown] } }], to })).to.equal("accepted");
        expect(reports(rule, policy({ to }, { action: unknown }))[0]).to.contain("spec.action is not known");
    });
});
