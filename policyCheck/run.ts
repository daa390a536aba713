import type { Style } from "../accessReport/matrix";
import { type Output, readOrExit } from "../commandHead";
import { rules } from "../policies/rules";
import { asJson } from "./asJson";
import { asSarif } from "./asSarif";
import { asText } from "./asText";
import { type Checked, check } from "./check";
import { parseCommandLine, usage } from "./commandLine";
import { environmentsIn } from "./environments";
import { isUnreadable } from "./finding";
import { readPreset } from "./presetFile";
import { readSources } from "./readSources";

export interface Surroundings extends Output {
    readonly style: Style;
    /** ISO date, for settings that do not give one. */
    readonly today: string;
    /** Of this package: where the presets are. */
    readonly root: string;
    readonly readInput: () => string;
}

/** The whole command. Answers 0, 1 for what is refused, 2 for what could not be read or wrong arguments. */
export function runCheck(args: readonly string[], around: Surroundings): number {
    const command = readOrExit(parseCommandLine(args, environmentsIn(around.root)), around, usage);
    if (typeof command === "number") {
        return command;
    }
    const preset = readOrExit(readPreset(command.config, around.root, around.today), around);
    if (typeof preset === "number") {
        return preset;
    }
    const { sources, missing } = readSources(command.paths, around.readInput);
    const checked = check(sources, preset.rules, missing, command.isWhole);
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
