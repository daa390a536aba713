import { type Api, allPages } from "../api";

/** A pull request as the forge tells of it. */
export interface PullRequest {
    readonly number: number;
    readonly state?: string;
    readonly head?: { readonly sha?: string };
    readonly base?: { readonly sha?: string };
    /** What it would make of its base: the commit that the forge checks out for its runs. */
    readonly merge_commit_sha?: string | null;
}

/** The open one from this branch (`owner:branch`) whose newest commit is this; undefined where there is none. */
export async function pullRequestFrom(
    api: Api,
    branch: string,
    sha: string,
): Promise<PullRequest | undefined> {
    const found = (await allPages(
        api,
        `/pulls?state=open&head=${encodeURIComponent(branch)}`,
    )) as readonly PullRequest[];
    return found.find(({ head }) => head?.sha === sha);
}
