import { join } from "node:path";
import type { Reporter } from "../reporter";
import { ToolProblem } from "../tools";
import { resourceCounts, showProgress } from "./progress";
import { type LabPulumi, runPulumi } from "./pulumi";

/** What the engine counted: created, updated, unchanged, … */
export type Outcome = ReadonlyMap<string, number>;

/**
 * The real `pulumi up` with the policy pack; refuses with everything the engine said when it fails. It looks at the
 * cluster first: an engine that only compares with what it wrote down would call a mesh unchanged that somebody
 * has changed by hand.
 */
export async function deploy(pulumi: LabPulumi, reporter: Reporter, signal: AbortSignal): Promise<Outcome> {
    reporter.step("pulumi up");
    const result = await runPulumi(
        pulumi,
        ["up", "--yes", "--skip-preview", "--refresh", ...programArgs(pulumi)],
        {
            signal,
            onLine: showProgress(reporter),
        },
    );
    if (result.code !== 0) {
        throw new ToolProblem(`pulumi up failed (exit ${result.code}):\n${diagnostics(result.lines)}`);
    }
    const counts = resourceCounts(result.lines);
    reporter.done(`pulumi up: ${[...counts].map(([word, count]) => `${count} ${word}`).join(", ")}`);
    return counts;
}

/** Arguments of every command that runs the program: the lab's stack file and the policy pack of the stack. */
export function programArgs(pulumi: LabPulumi): string[] {
    const pack = join(pulumi.program, "policies");
    const preset = pulumi.policyConfig === undefined ? [] : ["--policy-pack-config", pulumi.policyConfig];
    return [...configArgs(pulumi), "--policy-pack", pack, ...preset];
}

/** Arguments of commands that only read the stack's config. */
export function configArgs(pulumi: LabPulumi): string[] {
    return ["--config-file", pulumi.stackFile];
}

/** The engine repeats what failed under `Diagnostics:` and `Policies:`; the rest is progress. */
function diagnostics(lines: readonly string[]): string {
    const start = lines.findIndex((line) => /^(Diagnostics|Policies):/.test(line));
    return (start < 0 ? lines.slice(-40) : lines.slice(start, start + 120)).join("\n");
}
