import { expect } from "chai";
import { rules } from "../../../policies/rules";
import { istioctlMessages } from "./ist";

describe("the messages of istioctl analyze", () => {
    it("are all accounted for", () => {
        expect(Object.keys(istioctlMessages)).to.have.length(68);
    });

    for (const [code, { by = [], not }] of Object.entries(istioctlMessages)) {
        it(`${code} is of the rules that claim it, or has a reason`, () => {
            const claiming = rules.filter((each) => each.ids?.includes(code)).map((each) => each.name);
            expect(claiming).to.have.members([...by]);
            expect(by.length > 0).to.equal(not === undefined);
        });
    }

    it("has every code that a rule claims", () => {
        const claimed = rules.flatMap(({ ids = [] }) => ids).filter((each) => each.startsWith("IST"));
        expect(claimed.filter((each) => istioctlMessages[each]?.by === undefined)).to.deep.equal([]);
    });
});
