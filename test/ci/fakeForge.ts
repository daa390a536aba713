import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Api, ApiProblem, type Method } from "../../ci/api";
import { blobDigest } from "../../ci/change/differing";
import { ourLogin } from "../../ci/ours";

export interface Comment {
    readonly id: number;
    readonly body: string;
    readonly user: { readonly login: string };
}

export interface Issue {
    readonly number: number;
    readonly body: string;
    readonly state: string;
    readonly title?: string;
    readonly user: { readonly login: string };
}

/** A forge that keeps comments and issues in memory, as far as ours are concerned. */
export class FakeForge implements Api {
    comments: Comment[] = [];
    issues: Issue[] = [];
    pullRequest: object = {
        number: 7,
        state: "open",
        head: { sha: "c0ffee" },
        // Where the branch was once, as GitHub says it.
        base: { sha: "01d" },
        merge_commit_sha: "3e26e",
    };
    /** Other open ones from the same branch. */
    others: readonly object[] = [];
    /** Parents of the commits it knows. */
    parents: Readonly<Record<string, readonly string[]>> = { "3e26e": ["ba5e", "c0ffee"] };
    /** Digest of each file of a commit, by its path; a forge that has no such commit says so. */
    treeOf: (commit: string) => ReadonlyMap<string, string> | undefined = () => undefined;
    /** Files that the pull request touches. */
    files: readonly { readonly filename: string; readonly previous_filename?: string }[] = [];
    readonly writes: string[] = [];
    #last = 1000;

    async request(
        method: Method,
        path: string,
        body: Readonly<Record<string, string>> = {},
    ): Promise<unknown> {
        if (method !== "GET") {
            this.writes.push(`${method} ${path}`);
        }
        const [, commit] = /^\/git\/trees\/([0-9a-f]+)\?recursive=1$/.exec(path) ?? [];
        if (commit !== undefined) {
            const tree = this.treeOf(commit);
            if (tree === undefined) {
                throw new ApiProblem(404, `there is no ${commit}`);
            }
            return { tree: [...tree].map(([file, sha]) => ({ path: file, type: "blob", sha })) };
        }
        const [, merge] = /^\/git\/commits\/([0-9a-f]+)$/.exec(path) ?? [];
        if (merge !== undefined) {
            return { parents: (this.parents[merge] ?? []).map((sha) => ({ sha })) };
        }
        const number = Number(/\d+$/.exec(path)?.[0]);
        switch (`${method} ${path.replace(/\?.*$/, "").replaceAll(/\d+/g, "N")}`) {
            case "GET /pulls":
                return page([this.pullRequest, ...this.others], path);
            case "GET /pulls/N":
                return this.pullRequest;
            case "GET /pulls/N/files":
                return page(this.files, path);
            case "GET /issues/N/comments":
                return page(this.comments, path);
            case "POST /issues/N/comments":
                this.comments.push({ id: this.#next(), body: body["body"] ?? "", user: { login: ourLogin } });
                return {};
            case "PATCH /issues/comments/N":
                this.comments = this.comments.map((each) =>
                    each.id === number ? { ...each, ...body } : each,
                );
                return {};
            case "DELETE /issues/comments/N":
                this.comments = this.comments.filter(({ id }) => id !== number);
                return undefined;
            case "GET /issues":
                return page(
                    this.issues.filter(({ state }) => state === "open"),
                    path,
                );
            case "POST /issues":
                this.issues.push({
                    number: this.#next(),
                    body: "",
                    state: "open",
                    user: { login: ourLogin },
                    ...body,
                });
                return {};
            case "PATCH /issues/N":
                this.issues = this.issues.map((each) =>
                    each.number === number ? { ...each, ...body } : each,
                );
                return {};
            default:
                throw new Error(`the forge was asked ${method} ${path}`);
        }
    }

    #next(): number {
        this.#last += 1;
        return this.#last;
    }
}

function page<Item>(items: readonly Item[], path: string): readonly Item[] {
    const { searchParams } = new URL(path, "http://forge");
    const size = Number(searchParams.get("per_page"));
    const begin = (Number(searchParams.get("page")) - 1) * size;
    return items.slice(begin, begin + size);
}

/** The files of a folder as git names their contents. */
export function digestsIn(folder: string): ReadonlyMap<string, string> {
    const paths = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
    return new Map(
        paths
            .filter((path) => statSync(join(folder, path)).isFile())
            .map((path) => [path, blobDigest(readFileSync(join(folder, path)))]),
    );
}

/** A forge whose two commits hold exactly what the run of a pull request left. */
export function forgeOf(change: string): FakeForge {
    const forge = new FakeForge();
    const digests = { ba5e: digestsIn(join(change, "base")), "3e26e": digestsIn(join(change, "head")) };
    forge.treeOf = (commit) => digests[commit as keyof typeof digests];
    return forge;
}
