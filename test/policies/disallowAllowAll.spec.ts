import { expect } from "chai";
import { disallowAllowAll as rule } from "../../policies/security/disallowAllowAll";
import { reports, unknown } from "./crossguard";
import { authorizationPolicy, dated } from "./objects";

const frontend = { source: { principals: ["cluster.local/ns/edge/sa/frontend"] } };
const read = { operation: { methods: ["GET"], paths: ["/api/*"] } };
const rules = (...each: unknown[]) =>
    authorizationPolicy({ selector: { matchLabels: { app: "a" } }, rules: each });

describe("A-03 disallow allow-all rules", () => {
    for (const [title, manifest] of [
        ["a rule with callers and operations", rules({ from: [frontend], to: [read] })],
        ["a rule for certain callers", rules({ from: [frontend] })],
        ["a rule for certain operations", rules({ to: [read] })],
        ["a rule under a condition", rules({ when: [{ key: "request.headers[x]", values: ["*"] }] })],
        ["a rule for callers with a JWT", rules({ from: [{ source: { requestPrincipals: ["*"] } }] })],
        ["a rule that excludes something", rules({ to: [{ operation: { notPaths: ["/admin"] } }] })],
        ["a rule for certain addresses", rules({ from: [{ source: { ipBlocks: ["10.0.0.0/8"] } }] })],
        ["a condition that excludes", rules({ when: [{ key: "source.ip", notValues: ["10.0.0.0/8"] }] })],
        ["no rules, which allows nothing", authorizationPolicy({})],
        ["an empty list of rules, which is dropped", authorizationPolicy({ rules: [] })],
        ["no spec", authorizationPolicy(undefined)],
        ["DENY of everything", authorizationPolicy({ action: "DENY", rules: [{}] })],
    ] as const) {
        it(`accepts ${title}`, () => {
            expect(reports(rule, manifest)).to.deep.equal([]);
        });
    }

    for (const each of [
        {},
        { from: [], to: [], when: [] },
        { from: [{}] },
        { from: [{ source: {} }] },
        { from: [{ source: { principals: [] } }], to: [{ operation: { methods: [] } }] },
        { from: [frontend, { source: { principals: ["*"] } }] },
        { from: [{ source: { namespaces: ["*"] } }] },
        { from: [{ source: { ipBlocks: ["0.0.0.0/0"] } }] },
        { from: [{ source: { remoteIpBlocks: ["::/0"], principals: ["a", "*"] } }] },
        { to: [{ operation: { paths: ["*"] } }] },
        { to: [read, { operation: { paths: ["/*"], hosts: ["*"] } }] },
        { to: [{ operation: { paths: ["/{**}"] } }] },
        { when: [{ key: "source.ip", values: ["0.0.0.0/0"] }] },
        { when: [{ key: "source.principal", values: ["*"] }] },
        { when: [{ key: "source.namespace", values: [] }] },
    ]) {
        it(`refuses ${JSON.stringify(each)}`, () => {
            expect(reports(rule, rules({ from: [frontend] }, each))).to.deep.equal([
                `mandatory: AuthorizationPolicy core/orders: spec.rules[1] is ${JSON.stringify(each)}, which matches ` +
                    "every request from every caller; name the principals in from and the operations in to",
            ]);
        });
    }

    it("refuses it with the action spelled out, as the patch twin and in v1beta1", () => {
        const manifest = authorizationPolicy({ action: "ALLOW", rules: [{}] });
        expect(reports(rule, manifest)).to.have.length(1);
        expect(reports(rule, { ...manifest, apiVersion: "security.istio.io/v1beta1" })).to.have.length(1);
        expect(reports(rule, manifest, {}, { patch: true })[0]).to.contain(
            "AuthorizationPolicyPatch core/orders",
        );
    });

    it("cuts a long value short", () => {
        const many = rules({
            from: [{ source: { principals: [...Array.from({ length: 50 }, () => "*")] } }],
        });
        expect(reports(rule, many)[0]).to.match(/: spec\.rules\[0\] is .{117}\.\.\., which/);
    });

    describe("the pass of an audited workload", () => {
        const pass = { labels: { ...dated("audit").labels, "meshwright.io/audit-pass": "true" } };
        const selected = { selector: { matchLabels: { app: "a" } }, rules: [{}] };
        const until = dated("audit").annotations;

        it("is accepted until its date", () => {
            expect(
                reports(rule, authorizationPolicy(selected, { ...pass, annotations: until })),
            ).to.deep.equal([]);
        });

        it("is warned about near its end", () => {
            const soon = { "meshwright.io/until": "2026-11-21" };
            expect(
                reports(rule, authorizationPolicy(selected, { ...pass, annotations: soon })),
            ).to.deep.equal([
                'advisory: AuthorizationPolicy core/orders: metadata.annotations["meshwright.io/until"] is "2026-11-21", ' +
                    'the end of the stage "audit": its last day is in 1 day; promote the namespace, or move the date',
            ]);
        });

        it("is refused past its date, with the reason", () => {
            const past = { "meshwright.io/until": "2026-11-19" };
            expect(
                reports(rule, authorizationPolicy(selected, { ...pass, annotations: past })),
            ).to.deep.equal([
                "mandatory: AuthorizationPolicy core/orders: spec.rules[0] is {}, which matches every request from every " +
                    'caller (the stage "audit" ended on 2026-11-19); name the principals in from and the operations in to',
            ]);
        });

        it("is refused without its label, for a whole namespace, as a patch, and in the root namespace", () => {
            const refused = [
                reports(rule, authorizationPolicy(selected, dated("audit"))),
                reports(rule, authorizationPolicy({ rules: [{}] }, { ...pass, annotations: until })),
                reports(
                    rule,
                    authorizationPolicy(selected, { ...pass, annotations: until }),
                    {},
                    { patch: true },
                ),
                reports(
                    rule,
                    authorizationPolicy(selected, { ...pass, annotations: until, namespace: "istio-system" }),
                ),
            ];
            for (const found of refused) {
                expect(found).to.have.length(1);
                expect(found[0]).to.match(/^mandatory: /);
            }
        });
    });

    describe("with unknowns", () => {
        it("reports what decides: a list, an element, the action", () => {
            const cases: [unknown, string][] = [
                [{ rules: unknown }, "spec.rules"],
                [{ rules: [unknown] }, "spec.rules[0]"],
                [{ rules: [{ from: unknown }] }, "spec.rules[0].from"],
                [
                    { rules: [{ from: [{ source: { principals: [unknown] } }] }] },
                    "spec.rules[0].from[0].source.principals[0]",
                ],
                [{ rules: [{ to: [{ operation: unknown }] }] }, "spec.rules[0].to[0].operation"],
                [
                    { rules: [{ when: [{ key: "source.ip", values: unknown }] }] },
                    "spec.rules[0].when[0].values",
                ],
                [{ action: unknown, rules: [{}] }, "spec.action"],
            ];
            for (const [spec, field] of cases) {
                expect(reports(rule, authorizationPolicy(spec))[0]).to.contain(
                    `: ${field} is not known at preview`,
                );
            }
        });

        it("minds none that cannot change the answer", () => {
            for (const each of [
                { from: [frontend], to: unknown },
                { from: [frontend], to: [{ operation: { paths: unknown } }] },
                { from: unknown, to: [read] },
                { from: [{ source: { notPrincipals: ["a"], principals: unknown } }] },
            ]) {
                expect(reports(rule, rules(each)), JSON.stringify(each)).to.deep.equal([]);
            }
            expect(
                reports(rule, authorizationPolicy({ action: unknown, rules: [{ to: [read] }] })),
            ).to.deep.equal([]);
        });
    });
});
