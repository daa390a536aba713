import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { runAccess } from "../../accessReport/run";
import { runReport } from "../../report/run";

const root = join(__dirname, "../..");
const today = "2026-11-29";
const plain = { strong: String, faint: String, warning: String };

/** Commands that can be answered here and now: they read the shipped stacks and write nothing. */
const answers: Readonly<Record<string, (args: readonly string[], out: (text: string) => void) => number>> = {
    access: (args, out) => runAccess(args, today, { out, err: out, style: plain }),
    report: (args, out) => runReport(args, today, { out, err: out }),
};

const documents = [
    "README.md",
    ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".md"))
        .map((file) => `docs/${file}`),
].sort();

/** What a document shows of a session: a prompt, a command, and what it answered; `…` stands for more lines. */
const sessions = documents.flatMap((document) => {
    const text = readFileSync(join(root, document), "utf8");
    const blocks = plainBlocks(text);
    return blocks.flatMap((block) =>
        block
            .split(/^\$ /m)
            .slice(1)
            .map((part) => {
                const [command = "", ...shown] = part.trimEnd().split("\n");
                return { document, command, shown };
            })
            .filter(({ command }) => scriptOf(command) in answers),
    );
});

describe("sessions shown in the documents", () => {
    it("are there", () => {
        expect(sessions).to.have.length.above(1);
    });

    for (const { document, command, shown } of sessions) {
        it(`say what the command says today: ${document}, ${command}`, () => {
            const [, script = "", rest = ""] = /^npm run (?:-s )?(\S+) --\s*(.*)$/.exec(command) ?? [];
            let written = "";
            answers[script]?.(rest.split(" "), (text) => {
                written += text;
            });
            const lines = written.trimEnd().split("\n");
            const isCut = shown.at(-1) === "…";
            const expected = isCut ? shown.slice(0, -1) : shown;
            expect(isCut ? lines.slice(0, expected.length) : lines).to.deep.equal(expected);
        });
    }
});

/** Fenced blocks without a language: what a terminal showed. */
function plainBlocks(text: string): readonly string[] {
    const blocks: string[] = [];
    let language: string | undefined;
    let lines: string[] = [];
    for (const line of text.split("\n")) {
        const fence = /^\s*```(\w*)$/.exec(line);
        if (fence === null) {
            lines.push(line);
        } else if (language === undefined) {
            language = fence[1] ?? "";
            lines = [];
        } else {
            if (language === "") {
                blocks.push(lines.join("\n"));
            }
            language = undefined;
        }
    }
    return blocks;
}

function scriptOf(command: string): string {
    return /^npm run (?:-s )?(\S+)/.exec(command)?.[1] ?? "";
}
