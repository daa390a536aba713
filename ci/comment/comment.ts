import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commentLimit } from "../../report/markdown/markdown";
import type { Api } from "../api";
import { changedFiles } from "../change/changedFiles";
import { commentText, type StackReport } from "./commentText";
import { readIncoming } from "./incoming";
import { prefaceOf } from "./preface";
import { stackReports } from "./stackReports";
import { markerLength, putComment } from "./stickyComment";

export interface CommentJob {
    /** What the run of the pull request left: `pull-request`, `base/`, `head/`. */
    readonly folder: string;
    /** Commit that run was of. */
    readonly headSha: string;
    readonly today: string;
    readonly login: string;
    /** Folder for the whole reports, as pages; none are written without it. */
    readonly out?: string;
}

/** Says on a pull request what it means; resolves with what was done. Throws where the folder is not what it must be. */
export async function comment(api: Api, { folder, headSha, today, login, out }: CommentJob): Promise<string> {
    const incoming = readIncoming(folder);
    if ("problems" in incoming) {
        throw new Error(
            `${folder} is not what the run of a pull request leaves:\n${incoming.problems.join("\n")}`,
        );
    }
    const { pullRequest, stacks } = incoming;
    // The number comes from whoever wrote the change: without this anybody could have us write anywhere.
    const { head, state } = (await api.request("GET", `/pulls/${pullRequest}`)) as PullRequest;
    if (head?.sha !== headSha || state !== "open") {
        return `#${pullRequest} is closed, or its newest commit is another one; nothing was written`;
    }
    const files = await changedFiles(api, pullRequest);
    const reports = stackReports(folder, stacks, today, files.program.length > 0);
    if (out !== undefined) {
        writePages(reports, out);
    }
    const text = commentText(reports, commentLimit - markerLength, prefaceOf(files));
    return putComment(api, pullRequest, text, login);
}

function writePages(reports: readonly StackReport[], out: string): void {
    mkdirSync(out, { recursive: true });
    for (const { stack, page } of reports) {
        if (page !== undefined) {
            writeFileSync(join(out, `${stack}.html`), page());
        }
    }
}

interface PullRequest {
    readonly state?: string;
    readonly head?: { readonly sha?: string };
}
