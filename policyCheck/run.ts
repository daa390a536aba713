import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { Style } from "../accessReport/matrix";
import { rules } from "../policies/rules";
import { asJson } from "./asJson";
import { asSarif } from "./asSarif";
import { asText } from "./asText";
import { type Checked, check } from "./check";
import { parseCommandLine, usage } from "./commandLine";
import { isUnreadable } from "./finding";
import { type Preset, presetOf } from "./preset";
import { readSources } from "./readSources";

export interface Surroundings {
    readonly out: (text: string) => void;
    readonly err: (text: string) => void;
    readonly style: Style;
    /** ISO date, for settings that do not give one. */
    readonly today: string;
    /** Of this package: where the presets are. */
    readonly root: string;
    readonly readInput: () => string;
}

/** The whole command. Answers 0, 1 for what is refused, 2 for what could not be read or wrong arguments. */
export function runCheck(args: readonly string[], around: Surroundings): number {
    const command = parseCommandLine(args);
    if (command === "help") {
        around.out(`${usage}\n`);
        return 0;
    }
    if ("problems" in command) {
        around.err(`${[...command.problems, usage].join("\n")}\n`);
        return 2;
    }
    const preset = readPreset(command.config, around);
    if ("problems" in preset) {
        around.err(`${preset.problems.map((each) => `${command.config} ${each}`).join("\n")}\n`);
        return 2;
    }
    const { sources, missing } = readSources(command.paths, around.readInput);
    const checked = check(sources, preset.rules, missing);
    const outputs = {
        text: () => asText(checked, around.style),
        json: () => asJson(checked),
        sarif: () => asSarif(checked, rules),
    };
    around.out(`${outputs[command.output]()}\n`);
    return exitCode(checked);
}

function exitCode({ findings }: Checked): number {
    if (findings.some(isUnreadable)) {
        return 2;
    }
    return findings.some((each) => each.level === "mandatory") ? 1 : 0;
}

function readPreset(path: string | undefined, { root, today }: Surroundings): Preset {
    if (path === undefined) {
        return presetOf(rules, {}, today);
    }
    let config: unknown;
    try {
        const isOwn = path.startsWith("policies/config.") && !isAbsolute(path);
        config = JSON.parse(readFileSync(isOwn ? join(root, path) : path, "utf8"));
    } catch (error) {
        return { problems: [`cannot be read: ${(error as Error).message}`] };
    }
    return presetOf(rules, config, today);
}
