import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { ToolProblem } from "../tools";
import { type LabFacts, overrideForLab } from "./overrides";

/** Pulumi reads YAML 1.1, where an unquoted date is a timestamp and not text. */
const yamlForPulumi = { version: "1.1" } as const;

/**
 * Writes the lab's copy of a stack file beside its other files and returns the path. The program's own stack
 * file is only read: it does not know that there is a lab.
 */
export function writeLabStackFile(program: string, stack: string, home: string, facts: LabFacts): string {
    const source = join(program, `Pulumi.${stack}.yaml`);
    if (!existsSync(source)) {
        throw new ToolProblem(`no stack "${stack}": ${source} does not exist`);
    }
    const document = (parse(readFileSync(source, "utf8")) ?? {}) as Record<string, unknown>;
    const target = labStackFile(stack, home);
    // Pulumi keeps the salt of the stack's passphrase in its config file; a new one would be a new stack.
    const kept = existsSync(target)
        ? (parse(readFileSync(target, "utf8")) as Record<string, unknown>)["encryptionsalt"]
        : undefined;
    const config = overrideForLab((document["config"] ?? {}) as Record<string, unknown>, facts);
    const merged = { ...(kept === undefined ? {} : { encryptionsalt: kept }), config };
    writeFileSync(`${target}.new`, stringify(merged, yamlForPulumi), { mode: 0o600 });
    renameSync(`${target}.new`, target);
    return target;
}

export function labStackFile(stack: string, home: string): string {
    return join(home, `Pulumi.${stack}.yaml`);
}
