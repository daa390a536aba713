import { expect } from "chai";
import { told } from "./corpus";
import { kialiChecks } from "./kia";
import { kiaCases } from "./kiaCases";

describe("the corpus of the checks of Kiali", () => {
    it("has every one that can be decided", () => {
        const decidable = Object.keys(kialiChecks).filter((each) => kialiChecks[each]?.not === undefined);
        expect(kiaCases.map(({ code }) => code).sort()).to.deep.equal(decidable);
        expect(decidable).to.have.length(70);
    });

    for (const { code, on, fires, quiet } of kiaCases) {
        it(`${code} is told of where it is, and nowhere else`, () => {
            expect(told(code, fires)).to.deep.equal([on].flat());
            expect(told(code, quiet)).to.deep.equal([]);
        });
    }
});
