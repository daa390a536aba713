import { expect } from "chai";
import { parse } from "yaml";
import { problemsOf } from "../observability/support/promql";
import { at, type Block, blocks, chapters, documents, textOf } from "./documents";
import { elsewhere } from "./elsewhere";
import { sessionsOf } from "./shellLines";

/** What runs the blocks of a kind: a language, and the mark behind it where one stands. */
const runners: Readonly<Record<string, string>> = {
    sh: "test/docs/shell.spec.ts",
    console: "test/docs/shell.spec.ts",
    "sh lab": "test/lab/suites/describeDocuments.ts, test/lab/examples.spec.ts",
    yaml: "test/docs/guides.spec.ts",
    "yaml component": "test/schema/componentExamples.spec.ts",
    "yaml program": "test/lab/otherLanguages.spec.ts",
    "yaml lab": "test/lab/suites/describeDocuments.ts",
    mermaid: "test/docs/mermaid.spec.ts",
    "ts package": "test/lab/package.spec.ts",
    "ts dataplane": "test/dataplane/readme.spec.ts",
    "console upgrade": "test/docs/upgradeGuide.spec.ts",
    "text upgrade": "test/docs/upgradeGuide.spec.ts",
    promql: "test/docs/blocks.spec.ts",
};

const kindOf = ({ language, mark }: Block) => `${language} ${mark}`.trim();

describe("blocks of the documents", () => {
    it("are each run by something, or listed with the reason why nothing here can", () => {
        const others = blocks.filter((each) => runners[kindOf(each)] === undefined);
        expect(others.map((each) => `${each.document}: ${firstLine(each)}`)).to.deep.equal(
            elsewhere.map(({ document, begins }) => `${document}: ${begins}`),
        );
    });

    it("say on the page where they run when nothing here can, and only then", () => {
        const silent = blocks.filter(
            (each) => runners[kindOf(each)] === undefined && each.mark !== "elsewhere",
        );
        expect(silent.map(at)).to.deep.equal([]);
    });

    it("have a prompt where they show a terminal, for without one nothing would be asked", () => {
        const shown = blocks.filter(({ language }) => language === "console");
        expect(shown).to.have.length.above(3);
        expect(shown.filter(({ text }) => sessionsOf(text).length === 0).map(at)).to.deep.equal([]);
    });

    it("are brought up by name in the lab where they belong to an example", () => {
        const suite = textOf("test/lab/examples.spec.ts");
        const examples = new Set(
            blocks.flatMap(({ document }) => /^examples\/([^/]+)\//.exec(document)?.[1] ?? []),
        );
        expect(examples.size).to.be.above(2);
        expect([...examples].filter((name) => !suite.includes(`asItsPageSays("${name}")`))).to.deep.equal([]);
    });

    it("are, of the first page's two commands, what CI itself does", () => {
        const workflow = parse(textOf(".github/workflows/check.yml")) as {
            readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
        };
        const steps = Object.values(workflow.jobs).flatMap(({ steps: all }) => all.map(({ run }) => run));
        const [first = ""] = blocks
            .filter(({ document }) => document === "README.md")
            .map(({ text }) => text);
        expect(first.split("\n").map((line) => line.replace(/ *#.*/, ""))).to.deep.equal([
            "npm run up",
            "npm test",
            "",
        ]);
        expect(steps).to.include("npm test");
    });

    it("are fenced, so that none is overlooked", () => {
        const indented = documents.flatMap((document) =>
            indentedLines(textOf(document)).map((line) => `${document}: ${line}`),
        );
        expect(indented).to.deep.equal([]);
    });

    for (const block of chapters(["promql"]).flatMap(([, all]) => all)) {
        it(`ask for metrics that there are: ${at(block)}`, () => {
            expect(problemsOf(block.text)).to.deep.equal([]);
        });
    }
});

function firstLine({ text }: Block): string {
    return text.split("\n")[0] ?? "";
}

/** Lines that Markdown takes for code because of four spaces after an empty line, outside of lists and fences. */
function indentedLines(text: string): readonly string[] {
    const lines = text.replaceAll(/^( *)```[\s\S]*?^\1```/gm, "").split("\n");
    let isInList = false;
    return lines.filter((line, index) => {
        if (/^\S/.test(line)) {
            isInList = /^(?:[-*]|\d+\.) /.test(line);
        }
        return !isInList && /^ {4}\S/.test(line) && (lines[index - 1] ?? "").trim() === "";
    });
}
