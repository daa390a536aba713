import { expect } from "chai";
import fc from "fast-check";
import { commentText } from "../../ci/comment/commentText";

/** A report of this length where that is allowed, and of one line where not. */
const report = (stack: string, length: number) => ({
    stack,
    text: (limit: number) => (length <= limit ? "x".repeat(length) : "in short"),
});

describe("the reports of several stacks in one comment", () => {
    it("stand in the order of the stacks, each under its name", () => {
        expect(commentText([report("dev", 3), report("prod", 2)], 5000)).to.equal(
            "# dev\n\nxxx\n\n# prod\n\nxx\n",
        );
    });

    it("leave room to each other: where one says little, another may say more than its share", () => {
        const text = commentText([report("dev", 7000), report("prod", 10)], 8000);
        expect(text).to.include("x".repeat(7000));
        expect(commentText([report("dev", 7000), report("prod", 6999)], 8000)).to.include("in short");
    });

    it("are never cut off, which could hide what follows: one that keeps to no limit is left out, and that is said", () => {
        const endless = { stack: "a", text: () => `<details>${"x".repeat(9000)}` };
        expect(commentText([endless, report("prod", 2)], 5000)).to.equal(
            "# a\n\n## ❓ What is to be said is more than a comment holds; the whole report is attached\n\n# prod\n\nxx\n",
        );
    });

    it("fit, whatever they have to say", () => {
        const lengths = fc.array(fc.nat(70_000), { minLength: 1, maxLength: 20 });
        fc.assert(
            fc.property(lengths, (all) => {
                const reports = all.map((length, index) => report(`stack-${index}`, length));
                expect(commentText(reports, 65_000).length).to.be.at.most(65_000);
            }),
        );
    });
});
