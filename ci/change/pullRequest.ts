import { type Api, allPages } from "../api";

/** A pull request as the forge tells of it. */
export interface PullRequest {
    readonly number: number;
    readonly state?: string;
    readonly head?: { readonly sha?: string };
    /** What it would make of its base: the commit that the forge checks out for its runs. */
    readonly merge_commit_sha?: string | null;
}

/** The open ones from this branch (`owner:branch`) whose newest commit is this: one for each branch that it is to go to. */
export async function pullRequestsFrom(
    api: Api,
    branch: string,
    sha: string,
): Promise<readonly PullRequest[]> {
    const found = (await allPages(
        api,
        `/pulls?state=open&head=${encodeURIComponent(branch)}`,
    )) as readonly PullRequest[];
    return found.filter(({ head }) => head?.sha === sha);
}
