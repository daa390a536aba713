import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { ToolProblem } from "../tools";
import { type LabFacts, overrideForLab } from "./overrides";
import { asMap, type StackConfig } from "./stackConfig";

/** Pulumi reads YAML 1.1, where an unquoted date is a timestamp and not text. */
const yamlForPulumi = { version: "1.1" } as const;

/** The `config` section of a stack file of the program. */
export function readStackConfig(program: string, stack: string): StackConfig {
    const source = join(program, `Pulumi.${stack}.yaml`);
    if (!existsSync(source)) {
        throw new ToolProblem(`no stack "${stack}": ${source} does not exist`);
    }
    return asMap(asMap(parse(readFileSync(source, "utf8")))["config"]);
}

/**
 * Writes the lab's copy of a stack file beside its other files and returns the path. The program's own stack
 * file is only read: it does not know that there is a lab.
 */
export function writeLabStackFile(program: string, stack: string, home: string, facts: LabFacts): string {
    const config = overrideForLab(readStackConfig(program, stack), facts);
    const target = labStackFile(stack, home);
    // Pulumi keeps the salt of the stack's passphrase in its config file; a new one would be a new stack.
    const kept = existsSync(target)
        ? asMap(parse(readFileSync(target, "utf8")))["encryptionsalt"]
        : undefined;
    const merged = { ...(kept === undefined ? {} : { encryptionsalt: kept }), config };
    writeFileSync(`${target}.new`, stringify(merged, yamlForPulumi), { mode: 0o600 });
    renameSync(`${target}.new`, target);
    return target;
}

export function labStackFile(stack: string, home: string): string {
    return join(home, `Pulumi.${stack}.yaml`);
}
