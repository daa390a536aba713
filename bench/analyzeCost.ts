import { join } from "node:path";
import { silentReporter } from "../lab/reporter";
import { ensureTools } from "../lab/tools";
import type { Figure } from "./figure";
import { medianProcessCpu } from "./processCost";

const root = join(__dirname, "..");

/** Files to judge, and how many objects are in them. */
export interface Corpus {
    readonly folder: string;
    readonly objects: number;
    readonly preset: "dev" | "prod";
}

/**
 * policy:check, as a person starts it, against `istioctl analyze` on the same files: whole processes, start-up
 * included. More than 150 rules stand against the 53 analyzers that `istioctl analyze --list-analyzers` names; 17 of those
 * are the schema of one kind each, which here are four rules for all kinds.
 */
export async function analyzeCosts(corpora: readonly Corpus[]): Promise<readonly Figure[]> {
    const istioctl = (await ensureTools(["istioctl"], silentReporter)).get("istioctl")?.path ?? "istioctl";
    return corpora.map(({ folder, objects, preset }) => {
        const cpu = medianProcessCpu(
            [
                {
                    name: "policy:check",
                    command: process.execPath,
                    args: [join(root, "lab/bin/meshwright.mjs"), "policy:check", "--env", preset, folder],
                    codes: [0, 1],
                },
                {
                    name: "istioctl analyze",
                    command: istioctl,
                    args: ["analyze", "--use-kube=false", "--all-namespaces", folder],
                    // 79: it found errors.
                    codes: [0, 79],
                },
            ],
            3,
        );
        return {
            what: `policy:check, all of it, ${objects} objects`,
            cost: cpu.get("policy:check") ?? Number.NaN,
            yardstick: "istioctl analyze",
            yardstickCost: cpu.get("istioctl analyze") ?? Number.NaN,
            allowed: 2,
        };
    });
}
