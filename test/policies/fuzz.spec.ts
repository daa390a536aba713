import { expect } from "chai";
import fc from "fast-check";
import { contextAt } from "../../policies/crossguard/settings";
import { judge } from "../../policies/engine/evaluate";
import { policyObjects } from "../../policies/engine/object";
import { StackView } from "../../policies/engine/stackView";
import { rules } from "../../policies/rules";
import type { Props } from "./crossguard";
import { mutations } from "./mutations";
import { istioObject } from "./schemaArbitrary";
import { upgradeStack } from "./upgradeStack";

/** Of four random objects each: 10,000 ordinarily, 100,000 in full depth. */
const stacks = process.env["TEST_DEPTH"] === "full" ? 25_000 : 2_500;
const context = contextAt({ now: "2026-11-20" }, "2026-11-20");
const stack = upgradeStack();
const ordinary = [...stack, ...mutations.flatMap((each) => each.besides ?? [])];

function judged(manifests: readonly Props[]): string[] {
    const view = new StackView(
        manifests.flatMap((content, index) =>
            policyObjects({
                apiVersion: String(content["apiVersion"]),
                kind: String(content["kind"]),
                content,
                origin: `stack.yaml#${index}`,
            }),
        ),
    );
    return rules.flatMap((rule) =>
        judge(rule, view, context).map(({ object, message }) => `${rule.name} ${object.origin} ${message}`),
    );
}

describe("every rule over random objects", () => {
    it("neither throws nor hangs, says something sensible, and says it again", function () {
        this.timeout(600_000);
        let slowest = 0;
        let run = 0;
        fc.assert(
            fc.property(
                fc.array(istioObject, { minLength: 3, maxLength: 5 }),
                fc.subarray(ordinary, { maxLength: 4 }),
                (random, beside) => {
                    const manifests = [...random, ...beside];
                    const start = process.cpuUsage();
                    const said = judged(manifests);
                    const { user, system } = process.cpuUsage(start);
                    slowest = Math.max(slowest, (user + system) / 1e6);
                    for (const each of said) {
                        expect(each).to.match(/ is .*, .*; ./s);
                        expect(each).to.not.match(/\bundefined\b|\[object |\bNaN, so\b/);
                    }
                    if (++run % 10 === 0) {
                        expect(judged(manifests)).to.deep.equal(said);
                    }
                },
            ),
            { numRuns: stacks, endOnFailure: true },
        );
        // Of a stack of ten objects; anything near it is a hang in the making.
        expect(slowest).to.be.below(2);
    });
});
