import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { ChangeReport } from "../../report/changeReport";
import { runReport } from "../../report/run";
import { stackFolder } from "./pairs/applyEdits";
import { stackFile } from "./pairs/pair";

describe("the command that reports", () => {
    let folder: string;
    let stack: string;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-report-"));
        cpSync(stackFolder, folder, { recursive: true });
        stack = join(folder, "Pulumi.dev.yaml");
        copyFileSync(join(folder, stackFile), stack);
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("asks the policies of the environment that a stack file is named for, unless it is told not to", () => {
        expect(said("--base", stack, "--head", stack)).to.match(
            /^## ✅ nothing changes in meaning, no policy violation\n/,
        );
        expect(said("--base", stack, "--head", stack, "--env", "none")).to.match(
            /^## ✅ nothing changes in meaning\n/,
        );
    });

    it("asks no policies where a stack file is named for no environment that has any", () => {
        const file = join(folder, stackFile);
        expect(said("--base", file, "--head", file)).to.match(/^## ✅ nothing changes in meaning\n/);
    });

    it("writes what it is asked for and prints the verdict alone then", () => {
        const [markdown, json, html] = ["r.md", "r.json", "r.html"].map((each) => join(folder, each));
        const printed = said(
            ...["--base", stack, "--head", stack],
            ...["--markdown", `${markdown}`, "--json", `${json}`, "--html", `${html}`],
        );
        expect(printed).to.equal("nothing changes in meaning, no policy violation\n");
        const report = JSON.parse(readFileSync(`${json}`, "utf8")) as ChangeReport;
        expect(report).to.include({ verdict: printed.trim() }).and.to.have.deep.property("findings", []);
        expect(readFileSync(`${html}`, "utf8")).to.contain("No policy objects to anything.");
        expect(readFileSync(`${markdown}`, "utf8")).to.match(/^## ✅ /);
    });

    it("says which file it cannot write, and why", () => {
        const file = join(folder, stackFile);
        const printed: string[] = [];
        const outputs = [
            "--json",
            join(folder, "gone", "r.json"),
            "--html",
            folder,
            "--markdown",
            `${file}/x`,
        ];
        const code = runReport(["--base", file, "--head", file, ...outputs], "2026-11-28", {
            out: (text) => printed.push(text),
            err: (text) => printed.push(text),
        });
        const advice = "name a file in a folder that is there";
        expect(code).to.equal(1);
        expect(printed).to.deep.equal([
            [
                `--markdown: ${file}/x cannot be written: what would have to be a folder on the way there is a file; ${advice}\n`,
                `--json: ${folder}/gone/r.json cannot be written: there is no such file or folder; ${advice}\n`,
                `--html: ${folder} cannot be written: it is a folder; ${advice}\n`,
            ].join(""),
        ]);
    });
});

function said(...args: readonly string[]): string {
    const printed: string[] = [];
    const code = runReport(args, "2026-11-28", {
        out: (text) => printed.push(text),
        err: (text) => printed.push(text),
    });
    expect(code, printed.join("")).to.equal(0);
    return printed.join("");
}
