import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commentLimit } from "../../report/markdown/markdown";
import { whyNot } from "../../whyNot";
import type { Api } from "../api";
import { changedFiles } from "../change/changedFiles";
import { differing } from "../change/differing";
import { mergedCommits } from "../change/mergedCommits";
import { type PullRequest, pullRequestsFrom } from "../change/pullRequest";
import { asCode } from "./asCode";
import { commentText, type StackReport } from "./commentText";
import { type Incoming, readIncoming } from "./incoming";
import { prefaceOf } from "./preface";
import { stackReports } from "./stackReports";
import { markerLength, outdate, putComment } from "./stickyComment";

export interface CommentJob {
    /** What the run of the pull request left: `pull-request`, `base/`, `head/`, `made/`; it may have left nothing. */
    readonly folder: string;
    /** Commit that run was of. */
    readonly headSha: string;
    /** `owner:branch` that it came from; without it the run's own word for the number is taken, once it was checked. */
    readonly from?: string;
    readonly today: string;
    readonly login: string;
    /** Folder for the whole reports, as pages; none are written without it. */
    readonly out?: string;
}

/**
 * Says on a pull request what it means, or that nobody knows; resolves with what was done. Throws where what the run left
 * is not what it must be and nothing else tells which pull request it was of, and what broke a report down once the pull
 * request says that nothing is known: an earlier comment must not stand for this commit.
 */
export async function comment(api: Api, job: CommentJob): Promise<string> {
    const { folder, headSha, from, login } = job;
    const incoming = incomingIn(folder);
    const all = from === undefined ? [] : await pullRequestsFrom(api, from, headSha);
    if (from !== undefined && all.length === 0) {
        return `no open pull request from ${from} is at ${headSha}; nothing was written`;
    }
    if ("problems" in incoming) {
        if (all.length === 0) {
            throw new Error(
                `${folder} is not what the run of a pull request leaves:\n${incoming.problems.join("\n")}`,
            );
        }
        // What was said of an earlier commit must not stand for this one.
        const words = `The run of the pull request did not leave what a report is made of: ${shown(incoming.problems)}. Its log says why.`;
        const done = [];
        for (const { number } of all) {
            done.push(await putComment(api, number, unknown(headSha, words), login));
        }
        return done.join("; ");
    }
    // Where one branch is to go to several, its run tells which; anybody else's pull request it cannot name.
    const known = all.find((each) => each.number === incoming.pullRequest) ?? all[0];
    const pullRequest =
        known ?? ((await api.request("GET", `/pulls/${incoming.pullRequest}`)) as PullRequest);
    // The number comes from whoever wrote the change: without this anybody could have us write anywhere.
    if (pullRequest.head?.sha !== headSha || pullRequest.state !== "open") {
        return `#${incoming.pullRequest} is closed, or its newest commit is another one; nothing was written`;
    }
    const number = known?.number ?? incoming.pullRequest;
    // A report takes time, and may never be done: what was said of an earlier commit must not stand meanwhile.
    const soon = unknown(headSha, "The report of it is being made.");
    for (const each of new Set([number, ...all.map((other) => other.number)])) {
        await outdate(api, each, soon, ofCommit(headSha), login);
    }
    let text: string;
    try {
        text = await told(api, job, { ...pullRequest, number }, incoming);
    } catch (error) {
        const why = shown([error instanceof Error ? error.message : String(error)]);
        const words = `The report of it could not be made: ${why}. The log of the run that comments says more.`;
        await putComment(api, number, unknown(headSha, words), login);
        throw error;
    }
    return putComment(api, number, text, login);
}

function incomingIn(folder: string): ReturnType<typeof readIncoming> {
    if (!existsSync(folder)) {
        return { problems: ["there is nothing"] };
    }
    try {
        return readIncoming(folder);
    } catch (error) {
        return { problems: [`it cannot be read: ${whyNot(error)}`] };
    }
}

async function told(
    api: Api,
    { folder, headSha, today, out }: CommentJob,
    pullRequest: PullRequest & { readonly number: number },
    { stacks }: Incoming,
): Promise<string> {
    const files = await changedFiles(api, pullRequest.number);
    const doubted = await differing(api, folder, await mergedCommits(api, pullRequest));
    const reports = stackReports(folder, stacks, today, files.program.length > 0);
    if (out !== undefined) {
        writePages(reports, out);
    }
    const ending = `\n${ofCommit(headSha)}`;
    const room = commentLimit - markerLength - ending.length;
    return commentText(reports, room, prefaceOf(files, doubted)) + ending;
}

function unknown(headSha: string, words: string): string {
    return ["## ❓ Nothing is known of this change", words, ofCommit(headSha)].join("\n\n");
}

function shown(problems: readonly string[]): string {
    return asCode(problems.slice(0, 5).join("; "), 1000);
}

function ofCommit(headSha: string): string {
    return `<sub>of commit ${headSha.slice(0, 12)}</sub>\n`;
}

function writePages(reports: readonly StackReport[], out: string): void {
    mkdirSync(out, { recursive: true });
    for (const { stack, page } of reports) {
        if (page !== undefined) {
            writeFileSync(join(out, `${stack}.html`), page());
        }
    }
}
