import { expect } from "chai";
import { rules } from "../../../policies/rules";
import { kialiChecks } from "./kia";

const byName = new Map(rules.map((each) => [each.name, each]));

describe("the checks of Kiali", () => {
    it("are all accounted for", () => {
        expect(Object.keys(kialiChecks)).to.have.length(72);
    });

    for (const [code, { by = [], since, not }] of Object.entries(kialiChecks)) {
        it(`${code} is a rule's, or has a reason`, () => {
            expect(by.length > 0).to.equal(not === undefined);
            for (const name of by) {
                const rule = byName.get(name);
                expect(rule, name).to.not.equal(undefined);
                expect(rule?.ids?.includes(code) ?? false, name).to.equal(since === undefined);
            }
        });
    }

    it("has every code that a rule claims", () => {
        const claimed = rules.flatMap(({ ids = [] }) => ids).filter((each) => each.startsWith("KIA"));
        expect(claimed.filter((each) => kialiChecks[each]?.by === undefined)).to.deep.equal([]);
    });
});
