import { commentLimit } from "../../report/markdown/markdown";
import type { Api } from "../api";
import { commentText } from "./commentText";
import { readIncoming } from "./incoming";
import { stackReports } from "./stackReports";
import { markerLength, putComment } from "./stickyComment";

export interface CommentJob {
    /** What the run of the pull request left: `pull-request`, `base/`, `head/`. */
    readonly folder: string;
    /** Commit that run was of. */
    readonly headSha: string;
    readonly today: string;
    readonly login: string;
}

/** Says on a pull request what it means; resolves with what was done. Throws where the folder is not what it must be. */
export async function comment(api: Api, { folder, headSha, today, login }: CommentJob): Promise<string> {
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
    const text = commentText(stackReports(folder, stacks, today), commentLimit - markerLength);
    return putComment(api, pullRequest, text, login);
}

interface PullRequest {
    readonly state?: string;
    readonly head?: { readonly sha?: string };
}
