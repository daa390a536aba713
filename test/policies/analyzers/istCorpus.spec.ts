import { expect } from "chai";
import { told } from "./corpus";
import { istioctlMessages } from "./ist";
import { istCases } from "./istCases";

describe("the corpus of the messages of istioctl analyze", () => {
    it("has every one that a rule gives", () => {
        const given = Object.keys(istioctlMessages).filter((each) => istioctlMessages[each]?.by);
        expect([...new Set(istCases.map(({ code }) => code))].sort()).to.deep.equal(given);
    });

    it("lacks those that files cannot show, and the two of istioctl's own upgrades", () => {
        const lacking = Object.keys(istioctlMessages).filter((each) => istioctlMessages[each]?.not);
        const runtime = ["IST0001", "IST0103", "IST0141", "IST0143", "IST0158", "IST0170", "IST0171"];
        expect(lacking).to.have.members([...runtime, "IST0168", "IST0169"]);
    });

    for (const { code, on, fires, quiet, config } of istCases) {
        it(`${code} is told of ${[on].flat().join(" and ")} where it is, and nowhere else`, () => {
            expect(told(code, fires, config)).to.deep.equal([on].flat());
            expect(told(code, quiet, config)).to.deep.equal([]);
        });
    }
});
