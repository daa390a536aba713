import { basename, dirname } from "node:path";
import { type Output, readOrExit } from "../commandHead";
import { formatProblems } from "../components/problems";
import { readMesh } from "../mesh";
import { readStackFile } from "../stackFile";
import { parseCommandLine, usage } from "./commandLine";
import { matrix, type Style } from "./matrix";
import { reportOf } from "./pairs";
import type { AccessReport } from "./report";
import { selectionOf } from "./selection";
import { reasonsOf, sentences, sentencesOf } from "./sentences";
import { standingOf } from "./standing";

/** Where a command writes what a person reads, and how. */
export interface Streams extends Output {
    readonly style: Style;
}

/** More sentences than this nobody reads; the matrix and a narrower question remain. */
const most = 500;

/**
 * The whole command. Answers 0 when it has printed who may call whom, 1 when something is wrong with the stack or a
 * name is unknown, 2 with the arguments. `today` is the ISO date by which dated settings are judged.
 */
export function runAccess(args: readonly string[], today: string, streams: Streams): number {
    const command = readOrExit(parseCommandLine(args), streams, usage);
    if (typeof command === "number") {
        return command;
    }
    const { stackFile, from, to, json } = command;
    const stack = readStackFile(stackFile);
    if ("problems" in stack) {
        return fail(streams, [formatProblems(`${stackFile} cannot be read`, stack.problems)], 1);
    }
    const mesh = readMesh({ config: stack.config, folder: dirname(stackFile), today });
    if (!mesh.ok) {
        const count = mesh.problems.filter(({ severity }) => severity === "error").length;
        return fail(streams, [formatProblems(`${stackFile} has ${count} problem(s)`, mesh.problems)], 1);
    }
    const selection = selectionOf(mesh.value, from, to);
    if ("problems" in selection) {
        return fail(streams, selection.problems, 1);
    }
    const name = basename(stackFile).replace(/^Pulumi\.(.*)\.yaml$/, "$1");
    const report = reportOf(name, standingOf(mesh.value), selection);
    streams.out(
        json ? `${JSON.stringify(report, undefined, 4)}\n` : `${text(report, selection, streams.style)}\n`,
    );
    return 0;
}

function text(
    report: AccessReport,
    { isExact, isNarrow }: { readonly isExact: boolean; readonly isNarrow: boolean },
    style: Style,
): string {
    if (report.pairs.length === 0 && report.openTo.length === 0) {
        return "nobody asked about may call anything asked about";
    }
    if (isExact) {
        return report.pairs.flatMap((pair) => [...sentencesOf(pair), ...reasonsOf(pair)]).join("\n");
    }
    const all = sentences(report);
    const shown =
        isNarrow || all.length <= most
            ? all
            : [`${all.length} sentences; ask for some with --from or --to, or for all with --json`];
    return [...matrix(report, style), "", ...shown].join("\n");
}

function fail({ err }: Streams, lines: readonly string[], code: number): number {
    err(`${lines.join("\n")}\n`);
    return code;
}
