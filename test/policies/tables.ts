import { expect } from "chai";
import type { Rule } from "../../policies/engine/rule";
import { type Props, stackReports } from "./crossguard";

/** A stack, and everything one rule says about it. */
export type Refusal = readonly [
    title: string,
    objects: Props | readonly Props[],
    reports: readonly string[],
    config?: object,
];
export type Acceptance = readonly [title: string, objects: Props | readonly Props[], config?: object];

const stack = (objects: Props | readonly Props[]) =>
    (Array.isArray(objects) ? objects : [objects]) as Props[];

/** What a rule takes and what it refuses, word for word. */
export function judges(
    rule: Rule,
    { accepts, refuses }: { readonly accepts: readonly Acceptance[]; readonly refuses: readonly Refusal[] },
): void {
    describe(`${rule.id} ${rule.displayName.toLowerCase()}`, () => {
        for (const [title, objects, config] of accepts) {
            it(`accepts ${title}`, () => {
                expect(stackReports(rule, stack(objects), config)).to.deep.equal([]);
            });
        }
        for (const [title, objects, reports, config] of refuses) {
            it(`objects to ${title}`, () => {
                expect(stackReports(rule, stack(objects), config)).to.deep.equal(reports);
            });
        }
    });
}
