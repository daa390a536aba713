import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { commandsHere } from "./commandsHere";
import { at, chapters } from "./documents";
import { readersFolder } from "./readersFolder";
import { linesOf, scriptOf, sessionsOf } from "./shellLines";

describe("shell in the documents", () => {
    const here = process.cwd();
    let folder: string;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-docs-"));
    });
    after(() => {
        process.chdir(here);
        rmSync(folder, { recursive: true, force: true });
    });

    for (const [document, blocks] of chapters(["sh", "console"])) {
        describe(document, () => {
            // A reader goes through a document in one checkout, so each block meets what those before it left.
            before(() => {
                const checkout = join(folder, document.replaceAll("/", "-"), "checkout");
                readersFolder(checkout, document);
                process.chdir(checkout);
            });
            for (const block of blocks) {
                if (block.language === "sh") {
                    it(`runs as it is written: ${at(block)}`, async () => {
                        for (const line of linesOf(block.text)) {
                            await run(line);
                        }
                    });
                }
                for (const { command, shown } of block.language === "console" ? sessionsOf(block.text) : []) {
                    it(`is answered as it is shown: ${at(block)}, ${command}`, async () => {
                        expect(await run(command)).to.match(shown);
                    });
                }
            }
        });
    }
});

/** One line, without another process where it is a command of ours; what it printed. */
async function run(line: string): Promise<string> {
    const { script, args } = scriptOf(line);
    const command = script === undefined ? undefined : commandsHere[script];
    if (command === undefined) {
        return execFileSync("sh", ["-ec", line], { encoding: "utf8" });
    }
    let [said, complained] = ["", ""];
    const code = await command(args, {
        out: (text) => {
            said += text;
        },
        err: (text) => {
            complained += text;
        },
    });
    expect(code, `${line}\n${complained}`).to.equal(0);
    return said;
}
