import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Output, readOrExit } from "../commandHead";
import { formatProblems } from "../components/problems";
import { readPreset } from "../policyCheck/presetFile";
import type { ChangeReport } from "./changeReport";
import { type Format, noPolicies, parseCommandLine, usage } from "./commandLine";
import { compare } from "./compare";
import { htmlPage } from "./html/page";
import { markdown } from "./markdown/markdown";
import { ownPreset } from "./policies/ownPreset";
import { readChange } from "./read/change";
import type { Side } from "./side";

/**
 * The whole command. Answers 0 when the report was written, whatever it says; 1 when a side cannot be read, 2 when the
 * arguments are wrong. `today` is the ISO date by which dated settings are judged.
 */
export function runReport(args: readonly string[], today: string, streams: Output): number {
    const { out, err } = streams;
    const command = readOrExit(parseCommandLine(args), streams, usage);
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
    for (const [format, file] of Object.entries(command.outputs)) {
        writeFileSync(file, writers[format as Format](report, base, head));
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
