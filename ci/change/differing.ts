import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { type Api, ApiProblem } from "../api";

/** Commits whose files a run says that it left, as far as the forge names them. */
export interface Commits {
    readonly base: string | undefined;
    readonly head: string | undefined;
}

/**
 * Files of which a run left something else than the forge has at these commits, or nothing at all. The run executes what
 * strangers wrote, its own steps included, so that nothing it says of a file proves anything.
 */
export async function differing(api: Api, folder: string, commits: Commits): Promise<readonly string[]> {
    const found = [];
    for (const [state, commit] of Object.entries(commits)) {
        const known = commit === undefined ? undefined : await filesAt(api, commit);
        found.push(...(known === undefined ? [`${state}/`] : differingIn(folder, state, known)));
    }
    return found;
}

type Digests = ReadonlyMap<string, string>;

/** Digest of each file by its path; undefined where the forge does not say them all. */
async function filesAt(api: Api, commit: string): Promise<Digests | undefined> {
    try {
        const { tree = [], truncated } = (await api.request(
            "GET",
            `/git/trees/${encodeURIComponent(commit)}?recursive=1`,
        )) as Tree;
        return truncated === true ? undefined : new Map(tree.map(({ path, sha }) => [path, sha]));
    } catch (error) {
        if (error instanceof ApiProblem) {
            return undefined;
        }
        throw error;
    }
}

interface Tree {
    readonly tree?: readonly { readonly path: string; readonly sha: string }[];
    readonly truncated?: boolean;
}

function differingIn(folder: string, state: string, known: Digests): readonly string[] {
    const left = filesIn(join(folder, state));
    const folders = new Set(["catalog", ...[...left.keys()].map((path) => dirname(path))]);
    // A file that was left out changes the meaning of the others.
    const due = [...known.keys()].filter(
        (path) =>
            /^Pulumi\.[a-z0-9-]+\.yaml$/.test(path) ||
            (path.endsWith(".yaml") && dirname(path) !== "." && folders.has(dirname(path))),
    );
    return [...new Set([...left.keys(), ...due])]
        .filter((path) => left.get(path) !== known.get(path))
        .map((path) => `${state}/${path}`);
}

function filesIn(folder: string): Digests {
    const paths = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
    return new Map(
        paths
            .filter((path) => statSync(join(folder, path)).isFile())
            .map((path) => [path.split(sep).join("/"), blobDigest(readFileSync(join(folder, path)))]),
    );
}

/** As git names the content of a file. */
export function blobDigest(content: Buffer): string {
    return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}
