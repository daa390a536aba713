import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import type { BuildContext } from "./build";
import { findOnPath, isExecutable } from "./findOnPath";
import { runCommand } from "./runCommand";
import type { OnPath, ToolDefinition, ToolName } from "./toolTable";
import { describeRange, versionIn, within } from "./versionRange";

/** What became of looking for a tool among the user's own. */
export type Candidate =
    | { readonly kind: "absent" }
    | { readonly kind: "unsuitable"; readonly path: string; readonly reason: string }
    | {
          readonly kind: "suitable";
          readonly path: string;
          readonly version: string;
          /** Where the tool is that this one cannot work without. */
          readonly companion?: { readonly name: ToolName; readonly path: string };
      };

/** Asks the user's own copy of a tool, if there is one, whether it will do. */
export async function candidateOnPath(
    definition: ToolDefinition,
    context: Pick<BuildContext, "environment" | "patience" | "signal">,
): Promise<Candidate> {
    const { environment, signal } = context;
    const patience = context.patience.version;
    const { onPath } = definition;
    const path = onPath && findOnPath(definition.name, environment);
    if (onPath === undefined || path === undefined) {
        return { kind: "absent" };
    }
    const unsuitable = (reason: string): Candidate => ({ kind: "unsuitable", path, reason });
    const answer = await runCommand(path, onPath.arguments, {
        environment: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "1" },
        timeout: patience,
        signal,
    });
    if (answer.timedOut) {
        return unsuitable(`it did not say its version within ${patience / 1000} s`);
    }
    const version = versionIn(answer.stdout);
    if (answer.code !== 0 || version === undefined) {
        return unsuitable(`${definition.name} ${onPath.arguments.join(" ")} printed no version`);
    }
    if (!within(version, onPath.range)) {
        return unsuitable(`it is ${version}, and ${describeRange(onPath.range)} is needed`);
    }
    return withCompanion({ kind: "suitable", path, version }, onPath, environment);
}

function withCompanion(
    found: Extract<Candidate, { kind: "suitable" }>,
    onPath: OnPath,
    environment: NodeJS.ProcessEnv,
): Candidate {
    const name = onPath.companion;
    if (name === undefined) {
        return found;
    }
    // Package managers link the program into PATH and leave what belongs to it beside the real file.
    const beside = [dirname(found.path), dirname(realpathSync(found.path))].map((folder) =>
        join(folder, name),
    );
    const path = beside.find(isExecutable) ?? findOnPath(name, environment);
    if (path === undefined) {
        return {
            kind: "unsuitable",
            path: found.path,
            reason: `its ${name} is neither beside it nor on PATH`,
        };
    }
    return { ...found, companion: { name, path } };
}
