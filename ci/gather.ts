import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSide } from "../report/read/side";
import { madeFolder, madeText } from "./change/made";

export interface GatherJob {
    /** The repository as it is without the change, and with it. */
    readonly base: string;
    readonly head: string;
    readonly pullRequest: string;
    readonly out: string;
    /** ISO date by which dated settings are judged. */
    readonly today: string;
}

/**
 * What a run with the right to comment needs of a pull request, and nothing else: its number, the stack files and the
 * catalogue of both states, and what this program, which the pull request may have changed, makes of the new ones.
 */
export function gather({ base, head, pullRequest, out, today }: GatherJob): string {
    rmSync(out, { recursive: true, force: true });
    const files = Object.entries({ base, head }).flatMap(([state, folder]) => [
        ...copied(folder, join(out, state), stackFile),
        ...copied(join(folder, "catalog"), join(out, state, "catalog"), /\.yaml$/),
    ]);
    makeStacks(head, join(out, madeFolder), today);
    writeFileSync(join(out, "pull-request"), `${pullRequest}\n`);
    return `${files.length} files of #${pullRequest} are in ${out}`;
}

const stackFile = /^Pulumi\.([a-z0-9-]+)\.yaml$/;

/** A stack that is refused is left out: what is wrong with it is said where its files are read. */
function makeStacks(folder: string, to: string, today: string): void {
    mkdirSync(to, { recursive: true });
    for (const name of readdirSync(folder)) {
        const stack = stackFile.exec(name)?.[1];
        const side = stack === undefined ? undefined : readSide(join(folder, name), today);
        if (side?.ok === true) {
            writeFileSync(join(to, `${stack}.json`), madeText({ ...side.value, name }));
        }
    }
}

function copied(from: string, to: string, pattern: RegExp): readonly string[] {
    mkdirSync(to, { recursive: true });
    const names = existsSync(from) ? readdirSync(from).filter((name) => pattern.test(name)) : [];
    for (const name of names) {
        copyFileSync(join(from, name), join(to, name));
    }
    return names;
}
