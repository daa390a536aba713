import { expect } from "chai";
import { codesOf } from "../../policies/engine/codes";
import { Field } from "../../policies/engine/field";
import { called, violation } from "../../policies/engine/rule";

const rule = { ids: ["IST0110", "IST0111", "KIA0002", "KIA0003", "TIS0001"] };
const plain = violation(new Field(1), "which is wrong", "correct it");

describe("what others call a finding", () => {
    const cases = {
        "every code of the rule, where it does not say": { findings: [plain], ids: rule.ids },
        "of a tool that it names only what it names": {
            findings: [called(plain, "IST0111")],
            ids: ["IST0111", "KIA0002", "KIA0003", "TIS0001"],
        },
        "of several tools": {
            findings: [called(plain, "IST0110", "KIA0003")],
            ids: ["IST0110", "KIA0003", "TIS0001"],
        },
        "nothing of a tool that has no code for it": {
            findings: [called(plain, "IST", "KIA0002")],
            ids: ["KIA0002", "TIS0001"],
        },
        "what any of several findings is": {
            findings: [called(plain, "IST0110", "KIA"), called(plain, "IST0111", "KIA")],
            ids: ["IST0110", "IST0111", "TIS0001"],
        },
        "nothing that the rule does not claim": {
            findings: [called(plain, "IST0999", "KIA")],
            ids: ["TIS0001"],
        },
    };
    for (const [title, { findings, ids }] of Object.entries(cases)) {
        it(title, () => {
            expect(codesOf(rule, findings)).to.deep.equal(ids);
        });
    }

    it("nothing where the rule is nobody else's", () => {
        expect(codesOf({}, [plain])).to.deep.equal([]);
    });
});
