import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { program } from "../support/command";

/** A repository as a forge would have it: this project on its default branch, and a branch with a change. */
export interface Origin {
    readonly folder: string;
    /** Commit of the default branch, and of the branch `change`. */
    readonly base: string;
    readonly head: string;
}

/** A text by what it becomes. */
export type Edits = Readonly<Record<string, (text: string) => string>>;

/** `prepared` is what differs from this project before the change, `change` what the pull request does. */
export function makeOrigin(folder: string, change: Edits, prepared: Edits = {}): Origin {
    mkdirSync(folder, { recursive: true });
    cpSync(program, folder, { recursive: true, filter: (path) => !left.test(relative(program, path)) });
    const git = (...words: readonly string[]) =>
        execFileSync("git", [...identity, ...words], { cwd: folder, encoding: "utf8" }).trim();
    git("init", "--quiet", "--initial-branch", "main");
    const commit = (message: string) => {
        git("add", "--all");
        git("commit", "--quiet", "--allow-empty", "--message", message);
        return git("rev-parse", "HEAD");
    };
    edit(folder, prepared);
    const base = commit("as it is");
    git("checkout", "--quiet", "-b", "change");
    edit(folder, change);
    const head = commit("the change");
    git("checkout", "--quiet", "main");
    // The stand-in for a checkout asks for commits, as the real one does.
    git("config", "uploadpack.allowReachableSHA1InWant", "true");
    return { folder, base, head };
}

/** Digest of each file of a commit, by its path. */
export function filesAt({ folder }: Origin, commit: string): ReadonlyMap<string, string> {
    const listed = execFileSync("git", ["ls-tree", "-r", commit], { cwd: folder, encoding: "utf8" });
    return new Map(
        [...listed.matchAll(/^\d+ blob ([0-9a-f]+)\t(.+)$/gm)].map(([, digest = "", path = ""]) => [
            path,
            digest,
        ]),
    );
}

/** What is installed is linked; what belongs to another repository stays there. */
const left = /(^|\/)(node_modules|\.git)$/;

const identity = ["-c", "user.name=somebody", "-c", "user.email=somebody@example.com"];

function edit(folder: string, edits: Edits): void {
    for (const [name, change] of Object.entries(edits)) {
        const path = join(folder, name);
        const before = readFileSync(path, "utf8");
        const after = change(before);
        if (after === before) {
            throw new Error(`the edit of ${name} changes nothing`);
        }
        writeFileSync(path, after);
    }
}
