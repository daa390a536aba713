import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pullRequestNumber } from "../commandLine";

/** What a run without any rights left for the one that may comment: data from anybody, and nothing of it is run. */
export interface Incoming {
    readonly pullRequest: number;
    /** Names of the stacks that are in `base` or in `head`, sorted. */
    readonly stacks: readonly string[];
}

/** Names without a dot in front: of what is hidden, only the marker of a folder that was never uploaded belongs there. */
const allowed = {
    files: [
        /^pull-request$/,
        /^\.meshwright-gather$/,
        /^made\/[a-z0-9-]+\.json$/,
        // Of the folders of a catalogue: only YAML lies in them.
        /^(base|head)\/(Pulumi\.[a-z0-9-]+|(\w[\w.-]*\/)+\w[\w.-]*)\.yaml$/,
    ],
    // One that is called like a file would be read as one.
    folders: [/^made$/, /^(base|head)(\/\w[\w.-]*)*(?<!\.yaml)$/],
};
const mostFiles = 2000;
/** Each is read and compared, and has a part of the comment. */
const mostStacks = 40;
/** Of stack files and catalogues; and of what a changed program makes, which becomes a dozen times as much in memory. */
const mostBytes = { files: 20_000_000, made: 60_000_000 };

/** Either the artifact's content or everything that is wrong with it. */
export function readIncoming(folder: string): Incoming | { readonly problems: readonly string[] } {
    const entries = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
    if (entries.length > mostFiles) {
        return { problems: [`${entries.length} files are more than ${mostFiles}`] };
    }
    const problems = entries.flatMap((entry) => problemWith(folder, entry));
    for (const [what, most] of Object.entries(mostBytes)) {
        const own = entries.filter((entry) => /^made(\/|$)/.test(entry) === (what === "made"));
        const bytes = own.reduce((sum, entry) => sum + lstatSync(join(folder, entry)).size, 0);
        if (bytes > most) {
            problems.push(`${bytes} bytes of ${what} are more than ${most}`);
        }
    }
    const number = numberIn(join(folder, "pull-request"));
    if (!pullRequestNumber.test(number)) {
        problems.push("pull-request holds no number");
    }
    const named = entries.flatMap((entry) => /^(?:base|head)\/Pulumi\.(.+)\.yaml$/.exec(entry)?.[1] ?? []);
    const stacks = [...new Set(named)].sort();
    if (stacks.length > mostStacks) {
        problems.push(`${stacks.length} stack files are more than ${mostStacks}`);
    }
    return problems.length > 0 ? { problems } : { pullRequest: Number(number), stacks };
}

function numberIn(file: string): string {
    const isFile = lstatSync(file, { throwIfNoEntry: false })?.isFile() === true;
    return isFile ? readFileSync(file, "utf8").trim() : "";
}

function problemWith(folder: string, entry: string): string[] {
    const status = lstatSync(join(folder, entry));
    if (!status.isFile() && !status.isDirectory()) {
        // A link could lead to what this run may read and nobody else.
        return [`${JSON.stringify(entry)} is neither a file nor a folder`];
    }
    const isInPlace = allowed[status.isFile() ? "files" : "folders"].some((each) => each.test(entry));
    return isInPlace ? [] : [`${JSON.stringify(entry)} does not belong there`];
}
