import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { Result } from "../components/problems";
import { readSide } from "../report/read/side";
import type { Side } from "../report/side";
import { readStackFile } from "../stackFile";
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
 */
export function gather({ base, head, pullRequest, out, today, read = readSide }: GatherJob): string {
    rmSync(out, { recursive: true, force: true });
    const files = Object.entries({ base, head }).flatMap(([state, folder]) => [
        ...copied(folder, join(out, state), stackFile),
        ...catalogsOf(folder).flatMap((each) =>
            copied(join(folder, each), join(out, state, each), /\.yaml$/),
        ),
    ]);
    writeFileSync(join(out, "pull-request"), `${pullRequest}\n`);
    makeStacks(head, join(out, madeFolder), (file) => read(file, today));
    return `${files.length} files of #${pullRequest} are in ${out}`;
}

/** Folders that the stack files name; one that leads out of theirs is refused where it is read. */
function catalogsOf(folder: string): readonly string[] {
    const named = readdirSync(folder)
        .filter((name) => stackFile.test(name))
        .map((name) => readStackFile(join(folder, name)))
        .flatMap((stack) => ("problems" in stack ? [] : [stack.config["catalog"]]))
        .flatMap((each) => (typeof each === "string" ? [posix.normalize(each).replace(/\/$/, "")] : []))
        .filter((each) => inside.test(each));
    return [...new Set(["catalog", ...named])];
}

const inside = /^\w[\w.-]*(\/\w[\w.-]*)*$/;

const stackFile = /^Pulumi\.([a-z0-9-]+)\.yaml$/;

/** Whatever becomes of it, the files themselves are left: without them nobody could say anything. */
function makeStacks(folder: string, to: string, read: (file: string) => Result<Side>): void {
    mkdirSync(to, { recursive: true });
    for (const name of readdirSync(folder)) {
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

function copied(from: string, to: string, pattern: RegExp): readonly string[] {
    mkdirSync(to, { recursive: true });
    const names = existsSync(from) ? readdirSync(from).filter((name) => pattern.test(name)) : [];
    for (const name of names) {
        copyFileSync(join(from, name), join(to, name));
    }
    return names;
}
