import { join } from "node:path";
import { type Output, readOrExit } from "../commandHead";
import { formatProblems } from "../components/problems";
import { environmentsIn } from "../policyCheck/environments";
import { readPreset } from "../policyCheck/presetFile";
import { writeOutput } from "../writeOutput";
import type { ChangeReport } from "./changeReport";
import { type Format, noPolicies, parseCommandLine, usage } from "./commandLine";
import { compare } from "./compare";
import { htmlPage } from "./html/page";
import { markdown } from "./markdown/markdown";
import { ownPreset } from "./policies/ownPreset";
import { readChange } from "./read/change";
import type { Side } from "./side";

/**
 * The whole command. Answers 0 when the report was written, whatever it says; 1 when a side cannot be read or it cannot be
 * written, 2 when the
 * arguments are wrong. `today` is the ISO date by which dated settings are judged.
 */
export function runReport(args: readonly string[], today: string, streams: Output): number {
    const { out, err } = streams;
    const command = readOrExit(parseCommandLine(args, environmentsIn(root)), streams, usage);
    if (typeof command === "number") {
        return command;
    }
    const { input, config = "head" in input ? ownPreset(input.head, root) : undefined } = command;
    const preset =
        config === undefined || config === noPolicies
            ? undefined
            : readOrExit(readPreset(config, root, today), streams);
    if (typeof preset === "number") {
        return preset;
    }
    const change = readChange(input, today);
    if ("refusals" in change) {
        err(
            change.refusals
                .map(({ path, problems }) => `${formatProblems(`${path} cannot be compared`, problems)}\n`)
                .join(""),
        );
        return 1;
    }
    const { before: base, after: head } = change;
    const report = compare(base, head, preset?.rules, change.preview);
    const problems = Object.entries(command.outputs).flatMap(
        ([format, file]) =>
            writeOutput(file, writers[format as Format](report, base, head))?.replace(/^/, `--${format}: `) ??
            [],
    );
    if (problems.length > 0) {
        err(`${problems.join("\n")}\n`);
        return 1;
    }
    out(Object.keys(command.outputs).length === 0 ? markdown(report) : `${report.verdict}\n`);
    return 0;
}

/** Of the package: where the presets of the policy pack are. */
const root = join(__dirname, "..");

const writers: Readonly<Record<Format, (report: ChangeReport, base: Side, head: Side) => string>> = {
    markdown: (report) => markdown(report),
    json: (report) => `${JSON.stringify(report, undefined, 4)}\n`,
    html: htmlPage,
};
