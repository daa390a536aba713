import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { engineAlone } from "../lab/deploy/engineAlone";
import { synthesise } from "../synth/synthesise";
import { writeStack } from "./catalogue";
import type { Figure } from "./figure";
import { benchDay } from "./load";
import { medianProcessCpu, type Program, processCpu } from "./processCost";

const root = join(__dirname, "..");
/** Of the generated catalogue; they come to about a thousand objects. */
const services = 112;
const resources = 1_000;

/**
 * `pulumi preview` of a thousand resources with the pack, against one without any and against one with a pack that
 * does nothing: the second is all that this pack can help, the rest is the engine's and the SDK's own.
 */
export async function previewCosts(folder: string): Promise<readonly Figure[]> {
    const program = writeProgram(join(folder, "program"));
    const nothing = writeNothing(join(folder, "nothing"));
    const environment = await engineAlone(folder);
    const pulumi = (name: string, ...args: readonly string[]): Program => ({
        name,
        command: "pulumi",
        args: [...args, "--stack", "bench", "--non-interactive"],
        folder: program,
        environment,
        codes: [0],
    });
    processCpu(pulumi("stack init", "stack", "init", "--no-select"));
    const pack = join(root, "policies");
    const preset = ["--policy-pack-config", join(pack, "config.prod.json")];
    const cpu = medianProcessCpu(
        [
            pulumi("none", "preview"),
            pulumi("nothing", "preview", "--policy-pack", nothing),
            pulumi("pack", "preview", "--policy-pack", pack, ...preset),
        ],
        3,
    );
    const of = (name: string) => cpu.get(name) ?? Number.NaN;
    const what = `pulumi preview with the pack, ${resources} resources`;
    return [
        { what, cost: of("pack"), yardstick: "without a pack", yardstickCost: of("none"), allowed: 1.75 },
        {
            what,
            cost: of("pack"),
            yardstick: "with a pack of nothing",
            yardstickCost: of("nothing"),
            allowed: 1.3,
        },
    ];
}

function writeProgram(folder: string): string {
    const result = synthesise(writeStack(join(folder, "stack"), services), benchDay);
    if (!result.ok) {
        throw new Error("internal error: the generated catalogue has problems");
    }
    const objects = result.value.flatMap(({ manifests }) => manifests).slice(0, resources);
    if (objects.length < resources) {
        throw new Error(`internal error: the generated catalogue comes to ${objects.length} objects only`);
    }
    writeFileSync(join(folder, "objects.json"), JSON.stringify(objects));
    mkdirSync(join(folder, "rendered"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: bench\nruntime: nodejs\n");
    place(folder, "program.cjs");
    return folder;
}

function writeNothing(folder: string): string {
    mkdirSync(folder);
    const runtime = "runtime: { name: nodejs, options: { typescript: false } }";
    writeFileSync(join(folder, "PulumiPolicy.yaml"), `description: Nothing\n${runtime}\nmain: nothing.cjs\n`);
    place(folder, "nothing.cjs");
    return folder;
}

function place(folder: string, main: string): void {
    copyFileSync(join(__dirname, "preview", main), join(folder, main));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "bench", version: "1.0.0", main }));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
}
