import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a run without any rights left for the one that may comment: data from anybody, and nothing of it is run. */
export interface Incoming {
    readonly pullRequest: number;
    /** Names of the stacks that are in `base` or in `head`, sorted. */
    readonly stacks: readonly string[];
}

const allowed =
    /^(pull-request|made(\/[a-z0-9-]+\.json)?|(base|head)(\/(Pulumi\.[a-z0-9-]+\.yaml|catalog(\/[A-Za-z0-9._-]+\.yaml)?))?)$/;
const mostFiles = 2000;
/** What five thousand services are made into, twice, has room; a text that JSON holds whole is not longer either. */
const mostBytes = 400_000_000;

/** Either the artifact's content or everything that is wrong with it. */
export function readIncoming(folder: string): Incoming | { readonly problems: readonly string[] } {
    const entries = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
    if (entries.length > mostFiles) {
        return { problems: [`${entries.length} files are more than ${mostFiles}`] };
    }
    const problems = entries.flatMap((entry) => problemWith(folder, entry));
    const bytes = entries.reduce((sum, entry) => sum + lstatSync(join(folder, entry)).size, 0);
    if (bytes > mostBytes) {
        problems.push(`${bytes} bytes are more than ${mostBytes}`);
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
    return allowed.test(entry) ? [] : [`${JSON.stringify(entry)} does not belong there`];
}
