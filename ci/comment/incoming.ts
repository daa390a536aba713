import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a run without any rights left for the one that may comment: data from anybody, and nothing of it is run. */
export interface Incoming {
    readonly pullRequest: number;
    /** Names of the stacks that are in `base` or in `head`, sorted. */
    readonly stacks: readonly string[];
}

/** Names without a dot in front: of what is hidden, nothing belongs there. */
const allowed = [
    /^pull-request$/,
    /^made(\/[a-z0-9-]+\.json)?$/,
    /^(base|head)(\/Pulumi\.[a-z0-9-]+\.yaml)?$/,
    /^(base|head)(\/\w[\w.-]*)+$/,
];
/** Of the folders of a catalogue: only YAML lies in them. */
const isData = /\.yaml$/;
const mostFiles = 2000;
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
    const number = entries.includes("pull-request")
        ? readFileSync(join(folder, "pull-request"), "utf8").trim()
        : "";
    if (!/^[1-9]\d{0,8}$/.test(number)) {
        problems.push("pull-request holds no number");
    }
    const stacks = entries.flatMap((entry) => /^(?:base|head)\/Pulumi\.(.+)\.yaml$/.exec(entry)?.[1] ?? []);
    return problems.length > 0
        ? { problems }
        : { pullRequest: Number(number), stacks: [...new Set(stacks)].sort() };
}

function problemWith(folder: string, entry: string): string[] {
    const status = lstatSync(join(folder, entry));
    if (!status.isFile() && !status.isDirectory()) {
        // A link could lead to what this run may read and nobody else.
        return [`${JSON.stringify(entry)} is neither a file nor a folder`];
    }
    const isInPlace = allowed.some((each) => each.test(entry));
    const isText = status.isDirectory() || isData.test(entry) || !/^(base|head)\//.test(entry);
    return isInPlace && isText ? [] : [`${JSON.stringify(entry)} does not belong there`];
}
