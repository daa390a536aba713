import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Result } from "../components/problems";
import { emptyFolder } from "../ownFolder";
import { readSide } from "../report/read/side";
import type { Side } from "../report/side";
import { gatheredIn, ofGather, problemsWith, stackFile } from "./change/gathered";
import { madeFolder, madeText, refusedText } from "./change/made";

export interface GatherJob {
    /** The repository as it is without the change, and with it. */
    readonly base: string;
    readonly head: string;
    readonly pullRequest: string;
    readonly out: string;
    /** ISO date by which dated settings are judged. */
    readonly today: string;
    /** This program as the pull request has it, unless said. */
    readonly read?: typeof readSide;
}

/**
 * What a run with the right to comment needs of a pull request, and nothing else: its number, the stack files and the
 * catalogue of both states, and what this program, which the pull request may have changed, makes of the new ones.
 *
 * @throws Error where a state cannot be read, or `out` is somebody else's
 */
export function gather({ base, head, pullRequest, out, today, read = readSide }: GatherJob): string {
    const states = { base, head };
    const problems = problemsWith(states, out);
    if (problems.length > 0) {
        throw new Error(problems.join("\n"));
    }
    emptyFolder(out, ofGather);
    let count = 0;
    const left: string[] = [];
    for (const [state, folder] of Object.entries(states)) {
        mkdirSync(join(out, state));
        const found = gatheredIn(folder);
        for (const path of found.files) {
            mkdirSync(dirname(join(out, state, path)), { recursive: true });
            copyFileSync(join(folder, path), join(out, state, path));
        }
        count += found.files.length;
        left.push(...found.left.map((path) => JSON.stringify(`${state}/${path}`)));
    }
    writeFileSync(join(out, "pull-request"), `${pullRequest}\n`);
    makeStacks(head, join(out, madeFolder), (file) => read(file, today));
    const without = left.length === 0 ? "" : `; left out as no plain files: ${left.join(", ")}`;
    return `${count} files of #${pullRequest} are in ${out}${without}`;
}

/** Whatever becomes of it, the files themselves are left: without them nobody could say anything. */
function makeStacks(folder: string, to: string, read: (file: string) => Result<Side>): void {
    mkdirSync(to);
    for (const name of gatheredIn(folder).files) {
        const stack = stackFile.exec(name)?.[1];
        if (stack !== undefined) {
            writeFileSync(join(to, `${stack}.json`), made(join(folder, name), name, read));
        }
    }
}

function made(file: string, name: string, read: (file: string) => Result<Side>): string {
    try {
        const side = read(file);
        return side.ok ? madeText({ ...side.value, name }) : refusedText("it refuses the stack file");
    } catch (error) {
        return refusedText(
            `it breaks down over it (${error instanceof Error ? error.message : String(error)})`,
        );
    }
}
