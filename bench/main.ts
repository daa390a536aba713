import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFlags } from "../stackFlags";
import { markerName } from "../synth/outputFolder";
import { runSynth } from "../synth/run";
import { analyzeCosts, type Corpus } from "./analyzeCost";
import { writeStack } from "./catalogue";
import { deriveCost } from "./deriveCost";
import { table } from "./figure";
import { growth } from "./growth";
import { benchDay, load } from "./load";
import { pageCosts } from "./pageCost";
import { policyCheckCost } from "./policyCheckCost";
import { previewCosts } from "./previewCost";
import { reportCosts } from "./reportCost";
import { synthCost } from "./synthCost";

const root = join(__dirname, "..");
const { problems } = readFlags(process.argv.slice(2), [], "");
if (problems.length > 0) {
    process.stderr.write(`${problems.join("\n")}\n`);
    process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "meshwright-bench-"));
main().finally(() => rmSync(folder, { recursive: true, force: true }));

async function main(): Promise<void> {
    const smallStack = writeStack(join(folder, "small"), 1_000);
    const small = load(smallStack);
    const { calls, storeCalls, externalCalls, services } = small.graph;
    console.log(
        `${services.size} services, ${calls.length} calls, ${storeCalls.length} to stores, ${externalCalls.length} to external hosts`,
    );
    const synth = synthCost(smallStack, folder);
    const { objects, sha256 } = written(join(folder, "out"));
    console.log(`${objects} objects, ${(objects / services.size).toFixed(1)} a service, sha256 ${sha256}\n`);
    const judged = policyCheckCost(join(folder, "out"), objects);
    const large = load(writeStack(join(folder, "large"), 10_000));
    const corpora = [
        corpus(join(root, "Pulumi.dev.yaml"), join(folder, "dev"), "dev"),
        corpus(writeStack(join(folder, "hundred"), 100), join(folder, "hundred-out"), "prod"),
        { folder: join(folder, "out"), objects, preset: "prod" },
    ] as const;
    const analyzed = await analyzeCosts(corpora);
    const previewed = await previewCosts(folder);
    const paged = await pageCosts(folder);
    const reported = reportCosts(folder);
    console.log(
        table([
            deriveCost(small),
            synth,
            judged,
            growth(small, large),
            ...analyzed,
            ...previewed,
            ...paged,
            ...reported,
        ]),
    );
}

function written(out: string): { readonly objects: number; readonly sha256: string } {
    return JSON.parse(readFileSync(join(out, markerName), "utf8"));
}

function corpus(stackFile: string, out: string, preset: Corpus["preset"]): Corpus {
    const silent = { out: () => undefined, err: () => undefined };
    if (runSynth(["--stack", stackFile, "--out", out], benchDay, silent) !== 0) {
        throw new Error(`internal error: ${stackFile} has problems`);
    }
    return { folder: out, objects: written(out).objects, preset };
}
