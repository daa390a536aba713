import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { silentReporter } from "../../lab/reporter";
import { ensureTools } from "../../lab/tools";
import { workflowFolder, workflows } from "../ci/workflowFiles";

// No lab: a program of its own judges the files. It is built like every other, so it is here where the tools are.
describe("actionlint", () => {
    let program: string;
    let repository: string;
    const found = () => {
        try {
            // Neither shellcheck nor pyflakes: what is on a machine must not decide what is found.
            const flags = ["-no-color", "-oneline", "-shellcheck=", "-pyflakes="];
            return execFileSync(program, flags, { cwd: repository, encoding: "utf8" });
        } catch (error) {
            return String((error as { readonly stdout?: string }).stdout);
        }
    };

    before(async () => {
        program = (await ensureTools(["actionlint"], silentReporter)).get("actionlint")?.path ?? "";
        repository = mkdtempSync(join(tmpdir(), "meshwright-workflows-"));
        // It looks for the root of a repository around it.
        mkdirSync(join(repository, ".git"));
        cpSync(workflowFolder, join(repository, ".github", "workflows"), { recursive: true });
    });
    after(() => rmSync(repository, { recursive: true, force: true }));

    it("has nothing to say about the workflows", () => {
        expect(found()).to.equal("");
        expect(workflows).to.have.length.above(3);
    });

    it("would say something: of an input that no workflow has", () => {
        const file = join(repository, ".github", "workflows", "deploy.yml");
        writeFileSync(file, readFileSync(file, "utf8").replace("stack: dev", "stak: dev"));
        expect(found()).to.include('"stak" is not defined in "./.github/workflows/deploy-stack.yml"');
    });
});
