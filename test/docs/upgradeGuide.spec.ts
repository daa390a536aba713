import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { decideRemoval } from "../../components/removalGuardDecision";
import { runRevisions } from "../../upgrades/run";
import { RestartRun } from "../upgrades/restartRun";
import { plain, today } from "./commandsHere";
import { at, blocks } from "./documents";
import { done, guideMesh, installed, leftBehind, old, type Standing, young } from "./guideMesh";
import { sessionsOf } from "./shellLines";

const shown = blocks.filter(({ mark }) => mark === "upgrade");

/** What the stack file says, beside what is running. */
const declared = (revisions: readonly string[], canary: string, other: string, more = "") => `config:
  meshwright:environment: test
  meshwright:revisions: { ${revisions.map((each) => `${each}: { version: ${each.replaceAll("-", ".")} }`).join(", ")} }
  meshwright:tags: { canary: ${canary}, default: ${other}, gateways: ${other}, stable: ${other} }
  meshwright:namespaces: { shop: { stage: enforced }, web: { stage: enforced, tag: canary } }
${more}`;

/** Command, stack file and cluster of each block that shows an answer, in the order of the guide. */
const answers: readonly (() => Promise<string>)[] = [
    () => look("status", declared([old, young], old, old), installed),
    () => look("plan", declared([old, young], young, old), installed),
    restarted,
    () => look("status", declared([old, young], young, young), leftBehind),
    refused,
    () => look("status", declared([young], young, young), done),
];

describe("what the guide of an upgrade shows", () => {
    it("is all asked for here", () => {
        expect(shown.map(({ document }) => document)).to.deep.equal(
            answers.map(() => "docs/guides/upgrade-a-revision.md"),
        );
    });

    for (const [index, block] of shown.entries()) {
        it(`is what is answered of such a mesh: ${at(block)}`, async () => {
            const said = (await answers[index]?.()) ?? "";
            if (block.language === "text") {
                expect(said).to.equal(block.text);
            }
            for (const session of block.language === "console" ? sessionsOf(block.text) : []) {
                expect(said).to.match(session.shown);
            }
        });
    }
});

async function look(verb: string, stackFile: string, standing: Standing): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), "meshwright-guide-"));
    const here = process.cwd();
    let said = "";
    const nothing = () => Promise.reject(new Error("not asked for"));
    const write = (text: string) => {
        said += text;
    };
    try {
        // A stack is named in what is advised as it was named by whoever asked.
        process.chdir(folder);
        writeFileSync("Pulumi.prod.yaml", stackFile);
        await runRevisions([verb, "--stack", "prod"], {
            out: write,
            err: write,
            style: plain,
            today,
            lab: () => Promise.resolve(undefined),
            read: () => Promise.resolve(guideMesh(standing)),
            connect: nothing,
            now: Date.now,
            pause: nothing,
            signal: new AbortController().signal,
        });
        return said;
    } finally {
        process.chdir(here);
        rmSync(folder, { recursive: true, force: true });
    }
}

async function restarted(): Promise<string> {
    const run = new RestartRun();
    await run.start();
    try {
        run.mesh.add("deployments", "shop/orders");
        run.mesh.add("deployments", "shop/payments");
        run.mesh.tags.set("stable", young);
        const { lines } = await run.restart("--tag", "stable", "--batch", "2");
        return `${lines.join("\n")}\n`;
    } finally {
        await run.end();
    }
}

async function refused(): Promise<string> {
    try {
        await decideRemoval(
            { kind: "revision", name: old },
            {
                read: () => Promise.resolve(guideMesh(leftBehind)),
                override: undefined,
                warn: () => Promise.reject(new Error("nothing is only warned of")),
            },
        );
        return "";
    } catch (error) {
        // As the engine tells whose hook it was.
        return `error: before hook "meshwright-revision-removal" failed: ${(error as Error).message}\n`;
    }
}
