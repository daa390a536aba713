import { expect } from "chai";
import fc from "fast-check";
import type { ChangeReport } from "../../../report/changeReport";
import { commentLimit, markdown } from "../../../report/markdown/markdown";
import { type Statement, sections } from "../../../report/statement";
import { runs } from "../../support/runs";

const hostileNames = [
    "</details><script>alert(1)</script>",
    "![](https://example.com/x.png)",
    "[click](javascript:x)",
    "@everyone",
    "https://evil.example",
    "see WWW.evil.example",
    "_www.evil.example",
    "fixes #123",
    "other/project#7 and gh-8",
    "deny\u202Ewolla\u2066 \u0007",
    '"]; end; click n0 "x"',
    "```\n# heading",
    "| a | b |",
    "x".repeat(5_000),
];
const hostile = fc.constantFrom(...hostileNames);

describe("a report as a comment", () => {
    it("fits into a comment and says the verdict first, whatever it has to say", () => {
        fc.assert(
            fc.property(
                fc.array(statements(), { minLength: 150, maxLength: 400 }),
                fc.nat(400),
                (drawn, times) => {
                    const text = markdown(
                        reportOf(drawn.flatMap((each) => Array(1 + (times % 3)).fill(each))),
                    );
                    expect(text.length).to.be.at.most(commentLimit);
                    expect(text).to.match(/^## \S+ a verdict/);
                },
            ),
            runs(40),
        );
    });

    it("leaves out what opens last where not everything fits, and says how much of that it leaves out", () => {
        const many = (count: number, effect: Statement["effect"]): Statement[] =>
            Array.from({ length: count }, (_, index) => ({
                section: "traffic",
                effect,
                sentence: `${effect} ${index} ${"x".repeat(600)}`,
                because: [],
            }));
        const text = markdown(reportOf([...many(900, "changes"), ...many(3, "opens"), ...many(9, "closes")]));
        expect(text.match(/🔓 opens/g)).to.have.length(3);
        expect(text).to.contain("\n- … and 812 more; the whole report is attached\n");
        expect(text.length).to.be.within(commentLimit * 0.6, commentLimit);
        expect(markdown(reportOf(many(500, "opens")))).to.contain(
            "- … and 400 more, 400 of which open something; the whole report is attached",
        );
    });

    it("has a backslash only before what would be markup, and none in reasons, which are none to begin with", () => {
        const because = ["allowed by a/b, rules[1]"];
        const text = markdown(
            reportOf([{ section: "access", effect: "opens", sentence: "a[1] $x$", because }]),
        );
        expect(text).to.contain(
            "- 🔓 a\\[1\\] \\$x\\$\n  <details><summary>why</summary>allowed by a/b, rules[1]</details>\n",
        );
    });

    it("shows names as they are: no markup, no mention, no picture, no link, and nothing that turns a line around", () => {
        for (const name of hostileNames) {
            const because = [name];
            const text = markdown(
                reportOf([{ section: "access", effect: "opens", sentence: name, because }], name),
            );
            expect(text).not.to.match(/<script|@everyone|\n# heading/);
            expect(text).not.to.match(/:\/\/|www\./i);
            expect(text).not.to.match(/#\d|gh-\d/i);
            expect(text.replaceAll(/[\n\u200b]/g, "")).not.to.match(/\p{C}/u);
            expect(text.match(/<\/details>/g)).to.have.length(1);
            // Inside the element, which is one line, Markdown means nothing.
            const [outside = "", inside = ""] = text.split("</summary>");
            expect(outside).not.to.match(/(?<!\\)!\[|(?<!\\)\[click/);
            expect(inside.split("\n")[0]).to.match(/^[^<]*<\/details>$/);
        }
    });
});

function statements(): fc.Arbitrary<Statement> {
    return fc.record({
        section: fc.constantFrom(...sections),
        effect: fc.constantFrom("opens" as const, "closes" as const, "changes" as const),
        sentence: fc.oneof(hostile, fc.string()),
        because: fc.array(fc.string(), { maxLength: 3 }),
    });
}

function reportOf(all: readonly Statement[], base = "base"): ChangeReport {
    const objects = { created: 0, changed: 1, deleted: 0 };
    return { base, head: "head", verdict: "a verdict", statements: all, calls: [], neighbours: [], objects };
}
