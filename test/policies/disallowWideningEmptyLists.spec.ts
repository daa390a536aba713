import { expect } from "chai";
import { disallowWideningEmptyLists as rule } from "../../policies/security/disallowWideningEmptyLists";
import { reports, unknown } from "./crossguard";
import { authorizationPolicy } from "./objects";

const dropped = (field: string) =>
    `mandatory: AuthorizationPolicy core/orders: ${field} is [], which the API drops, so the rule matches as if it ` +
    "were not there; leave the rule out when nothing may match, or name at least one value";
const widened = (field: string, value: string) =>
    `mandatory: AuthorizationPolicy core/orders: ${field} is ${value}, so the policy is for every workload of its ` +
    "namespace; name the workload, or leave the field out";

describe("A-04 disallow widening empty lists", () => {
    for (const [spec, field] of [
        [{ rules: [{ from: [] }] }, "spec.rules[0].from"],
        [{ rules: [{ to: [] }] }, "spec.rules[0].to"],
        [{ rules: [{ when: [] }] }, "spec.rules[0].when"],
        [
            { rules: [{ from: [{ source: { principals: [], namespaces: ["a"] } }] }] },
            "spec.rules[0].from[0].source.principals",
        ],
        [
            { rules: [{}, { to: [{ operation: { methods: [], paths: ["/a"] } }] }] },
            "spec.rules[1].to[0].operation.methods",
        ],
        [{ rules: [{ to: [{ operation: { notPaths: [] } }] }] }, "spec.rules[0].to[0].operation.notPaths"],
        [{ rules: [{ when: [{ key: "source.ip", values: [] }] }] }, "spec.rules[0].when[0].values"],
        [
            { action: "DENY", rules: [{ to: [{ operation: { ports: [] } }] }] },
            "spec.rules[0].to[0].operation.ports",
        ],
        [
            { rules: [{ from: [{ source: { someNewList: [] } }] }] },
            "spec.rules[0].from[0].source.someNewList",
        ],
    ] as const) {
        it(`refuses ${field}`, () => {
            expect(reports(rule, authorizationPolicy(spec))).to.deep.equal([dropped(field)]);
            expect(reports(rule, authorizationPolicy(spec), {}, { patch: true })).to.have.length(1);
        });
    }

    it("refuses a target that is empty and therefore everything", () => {
        const rules = [{ from: [{ source: { namespaces: ["a"] } }] }];
        expect(reports(rule, authorizationPolicy({ targetRefs: [], rules }))).to.deep.equal([
            widened("spec.targetRefs", "[]"),
        ]);
        expect(reports(rule, authorizationPolicy({ selector: { matchLabels: {} }, rules }))).to.deep.equal([
            widened("spec.selector.matchLabels", "{}"),
        ]);
    });

    it("names every empty list of an object in one report", () => {
        const found = reports(rule, authorizationPolicy({ rules: [{ from: [], to: [] }] }));
        expect(found).to.have.length(1);
        expect(found[0]).to.contain("spec.rules[0].from is []").and.to.contain("spec.rules[0].to is []");
    });

    it("accepts what is full, absent, or empty in the safe direction", () => {
        for (const spec of [
            {
                rules: [
                    { from: [{ source: { principals: ["a"] } }], to: [{ operation: { methods: ["GET"] } }] },
                ],
            },
            { rules: [] },
            { rules: [], targetRefs: [], selector: { matchLabels: {} } },
            {},
            { rules: [{}] },
        ]) {
            expect(reports(rule, authorizationPolicy(spec)), JSON.stringify(spec)).to.deep.equal([]);
        }
    });

    it("leaves unknowns to the rules that read them", () => {
        expect(reports(rule, authorizationPolicy({ rules: [{ from: unknown, to: [] }] }))).to.deep.equal([
            dropped("spec.rules[0].to"),
        ]);
        expect(reports(rule, authorizationPolicy({ rules: unknown, selector: unknown }))).to.deep.equal([]);
    });
});
