import { stringify } from "yaml";
import { type Output, readOrExit } from "../commandHead";
import { foreignContents } from "../ownFolder";
import { type Manifest, manifestsFor } from "../policies/admission/manifests";
import { environmentsIn } from "../policyCheck/environments";
import { readPreset } from "../policyCheck/presetFile";
import { cannotBeWritten } from "../writeOutput";
import { type AdmissionCommand, parseCommandLine, usage } from "./commandLine";
import { ofAdmission, writeFolder } from "./writeFolder";

export interface Surroundings extends Output {
    /** ISO date, where none is given. */
    readonly today: string;
    /** Of this package: where the presets are. */
    readonly root: string;
}

/** The whole command. Answers 0, or 2 for wrong arguments or a configuration that is not in order. */
export function runAdmission(args: readonly string[], around: Surroundings): number {
    const command = readOrExit(parseCommandLine(args, environmentsIn(around.root)), around, usage);
    if (typeof command === "number") {
        return command;
    }
    const preset = readOrExit(readPreset(command.config, around.root, command.now ?? around.today), around);
    if (typeof preset === "number") {
        return preset;
    }
    return write(manifestsFor(preset.rules, command.environment), command, around);
}

function write(
    twins: ReadonlyMap<string, readonly Manifest[]>,
    { out }: AdmissionCommand,
    around: Surroundings,
): number {
    const texts = new Map([...twins].map(([name, manifests]) => [name, asYaml(manifests)]));
    if (out === undefined) {
        around.out([...texts.values()].join("---\n"));
        return 0;
    }
    const foreign = foreignContents(out, ofAdmission);
    if (foreign !== undefined) {
        around.err(`${foreign}\n`);
        return 2;
    }
    try {
        writeFolder(out, texts);
    } catch (error) {
        const advice = "name a folder that can be written, such as manifests/admission";
        around.err(`${cannotBeWritten(`"${out}"`, error, advice)}\n`);
        return 2;
    }
    around.out(`${texts.size} policies with their bindings in ${out}\n`);
    return 0;
}

/** Expressions in one line each: a folded one is hard to read and harder to compare. */
function asYaml(manifests: readonly Manifest[]): string {
    return manifests
        .map((each) => stringify(each, { lineWidth: 0, aliasDuplicateObjects: false }))
        .join("---\n");
}
