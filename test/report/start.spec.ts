import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { runReport } from "../../report/run";
import { temporaryFolder } from "../support/temporaryFolder";

const root = join(__dirname, "..", "..");

describe("npm run report", () => {
    it("starts from one file and writes what its sources write, the page too", () => {
        const folder = temporaryFolder("report");
        const sides = ["--base", "Pulumi.dev.yaml", "--head", "Pulumi.prod.yaml", "--env", "none"];
        const args = (name: string) => [
            ...sides,
            "--json",
            join(folder, `${name}.json`),
            "--html",
            join(folder, name),
        ];
        const printed = execFileSync(
            process.execPath,
            ["lab/bin/meshwright.mjs", "report", ...args("command")],
            {
                cwd: root,
                encoding: "utf8",
            },
        );
        let said = "";
        const out = (text: string) => {
            said += text;
        };
        // The day is the command's own; neither stack is dated.
        const today = new Date().toISOString().slice(0, 10);
        expect(runReport(args("sources"), today, { out, err: out })).to.equal(0);
        expect(printed).to.equal(said);
        for (const file of ["", ".json"]) {
            const [command, sources] = ["command", "sources"].map((name) =>
                readFileSync(join(folder, name + file), "utf8"),
            );
            expect(command?.length).to.be.above(10_000);
            expect(command === sources, file).to.equal(true);
        }
    });
});
