import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatProblems } from "../components/problems";
import { readPreset } from "../policyCheck/presetFile";
import type { ChangeReport } from "./changeReport";
import { type Format, parseCommandLine, usage } from "./commandLine";
import { compare } from "./compare";
import { htmlPage } from "./html/page";
import { markdown } from "./markdown/markdown";
import { readChange } from "./read/change";
import type { Side } from "./side";

/** Where a command writes what a person reads. */
export interface Streams {
    readonly out: (text: string) => void;
    readonly err: (text: string) => void;
}

/**
 * The whole command. Answers 0 when the report was written, whatever it says; 1 when a side cannot be read, 2 when the
 * arguments are wrong. `today` is the ISO date by which dated settings are judged.
 */
export function runReport(args: readonly string[], today: string, { out, err }: Streams): number {
    const command = parseCommandLine(args);
    if (command === "help") {
        out(`${usage}\n`);
        return 0;
    }
    if ("problems" in command) {
        err(`${[...command.problems, usage].join("\n")}\n`);
        return 2;
    }
    const preset = command.config === undefined ? undefined : readPreset(command.config, root, today);
    if (preset !== undefined && "problems" in preset) {
        err(`${preset.problems.map((each) => `${command.config} ${each}`).join("\n")}\n`);
        return 2;
    }
    const change = readChange(command.input, today);
    if ("refusals" in change) {
        err(
            change.refusals
                .map(({ path, problems }) => `${formatProblems(`${path} cannot be compared`, problems)}\n`)
                .join(""),
        );
        return 1;
    }
    const { before: base, after: head } = change;
    const report = compare(base, head, preset?.rules, change.steps);
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
