import { type Api, ApiProblem } from "./api";

export interface GitHubOptions {
    /** `owner/name`. */
    readonly repository: string;
    readonly token: string;
    /** Address of the API, without a slash at its end. */
    readonly address: string;
    readonly fetch: typeof fetch;
}

/** GitHub's REST API, of the cloud or of a server of one's own. */
export function githubApi({ repository, token, address, fetch }: GitHubOptions): Api {
    return {
        request: async (method, path, body) => {
            const ask = () =>
                fetch(`${address}/repos/${repository}${path}`, {
                    method,
                    headers: {
                        accept: "application/vnd.github+json",
                        authorization: `Bearer ${token}`,
                        "x-github-api-version": "2022-11-28",
                        ...(body === undefined ? {} : { "content-type": "application/json" }),
                    },
                    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
                    signal: AbortSignal.timeout(30_000),
                });
            // A connection that was kept is closed while a large report is made, and that is noticed at the next question.
            const answer = await (method === "GET" ? ask().catch(ask) : ask());
            const text = await answer.text();
            if (!answer.ok) {
                throw new ApiProblem(
                    answer.status,
                    `${method} ${path} was answered ${answer.status}: ${text.slice(0, 300)}${hintFor(answer.status)}`,
                );
            }
            return text === "" ? undefined : JSON.parse(text);
        },
    };
}

function hintFor(status: number): string {
    return status === 403
        ? "; does the job have the permission that docs/guides/pull-requests.md names?"
        : "";
}
