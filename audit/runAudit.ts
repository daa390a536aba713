import { dirname } from "node:path";
import { type Output, readOrExit } from "../commandHead";
import { formatProblems } from "../components/problems";
import { readMesh } from "../mesh";
import { readStackFile } from "../stackFile";
import { parseAuditCommand, usage } from "./commandLine";
import { describeAudit } from "./describe";
import { type Expectations, expectationsOf } from "./expectations";
import { linesOf } from "./lines";
import { Tally } from "./tally";
import { type EdgeName, verdictOf } from "./verdict";

/** What the command reads and writes. */
export interface AuditIo extends Output {
    /** ISO date by which dated settings are judged. */
    readonly today: string;
    /** Contents of a file, or of standard input for `-`. */
    readonly open: (path: string) => AsyncIterable<Uint8Array | string>;
}

/**
 * `npm run access -- audit …`: what the access logs of audited workloads say about enforcing them. Answers 0 when
 * every audited namespace can be promoted, 1 when one cannot yet, 2 when arguments, stack or log cannot be read or
 * the log has no line in our format.
 */
export async function runAudit(args: readonly string[], io: AuditIo): Promise<0 | 1 | 2> {
    const fail = (message: string): 2 => {
        io.err(`${message}\n`);
        return 2;
    };
    const command = readOrExit(parseAuditCommand(args), io, usage);
    if (typeof command === "number") {
        return command;
    }
    const expected = readExpectations(command.stackFile, io.today);
    if (typeof expected === "string") {
        return fail(expected);
    }
    const unknown = unknownWaivers(command.waived, expected);
    if (unknown.length > 0) {
        return fail(
            `--waive ${unknown.join(", ")}: no declared call into an audited workload is called that; correct it`,
        );
    }
    const tally = new Tally(expected);
    try {
        for await (const line of linesOf(io.open(command.logs))) {
            tally.add(line);
        }
    } catch (error) {
        return fail(`the log cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
    const waived = new Set(command.waived);
    const verdict = verdictOf(expected, tally, (edge) => waived.has("all") || waived.has(waiverOf(edge)));
    io.out(command.json ? `${JSON.stringify(verdict, undefined, 4)}\n` : describeAudit(verdict));
    const readable = tally.others + verdict.lines.audited + tally.skipped["no server identity"];
    if (expected.workloads.size > 0 && readable === 0) {
        return fail(
            "no line of the log is in the format of this mesh's access log, so nothing follows from it; see components/istio/values/accessLog.ts",
        );
    }
    return verdict.safe ? 0 : 1;
}

function readExpectations(stackFile: string, today: string): Expectations | string {
    const stack = readStackFile(stackFile);
    if ("problems" in stack) {
        return formatProblems(`${stackFile} cannot be used`, stack.problems);
    }
    const mesh = readMesh({ config: stack.config, folder: dirname(stackFile), today });
    return mesh.ok
        ? expectationsOf(mesh.value.graph, mesh.value.target.trustDomain)
        : formatProblems(`${stackFile} cannot be used`, mesh.problems);
}

function unknownWaivers(waived: readonly string[], { workloads }: Expectations): readonly string[] {
    const known = new Set([...workloads.values()].flatMap(({ edges }) => edges.map(waiverOf)));
    return waived.filter((each) => each !== "all" && !known.has(each));
}

function waiverOf({ from, to }: EdgeName): string {
    return `${from}=${to}`;
}
