import { type Api, ApiProblem } from "../api";
import type { Commits } from "./differing";
import type { PullRequest } from "./pullRequest";

/**
 * What the run of a pull request checks out: the merge that the forge made for it, and that merge's first parent. The
 * `base.sha` that a pull request tells of stays behind when its branch moves on, and compared with that one, what others have
 * merged meanwhile would be said to be this change.
 */
export async function mergedCommits(api: Api, { merge_commit_sha: head }: PullRequest): Promise<Commits> {
    if (head === undefined || head === null) {
        return { base: undefined, head: undefined };
    }
    try {
        const { parents } = (await api.request("GET", `/git/commits/${encodeURIComponent(head)}`)) as Commit;
        return { base: parents?.[0]?.sha, head };
    } catch (error) {
        if (error instanceof ApiProblem) {
            return { base: undefined, head };
        }
        throw error;
    }
}

interface Commit {
    readonly parents?: readonly { readonly sha: string }[];
}
