/** A forge's API as far as the commands need it: paths below the repository, JSON in and out. */
export interface Api {
    /** Rejects with an `ApiProblem` for every answer that is no success. */
    request(method: Method, path: string, body?: object): Promise<unknown>;
}

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

export class ApiProblem extends Error {
    constructor(
        readonly status: number,
        message: string,
    ) {
        super(message);
    }
}

const pageSize = 100;

/** All of a list that comes in pages. */
export async function allPages(api: Api, path: string): Promise<readonly unknown[]> {
    const found: unknown[] = [];
    for (let page = 1; ; page += 1) {
        const sign = path.includes("?") ? "&" : "?";
        const answer = await api.request("GET", `${path}${sign}per_page=${pageSize}&page=${page}`);
        const items = Array.isArray(answer) ? answer : [];
        found.push(...items);
        if (items.length < pageSize) {
            return found;
        }
    }
}
