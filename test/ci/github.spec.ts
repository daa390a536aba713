import { expect } from "chai";
import { ApiProblem, allPages } from "../../ci/api";
import { githubApi } from "../../ci/github";

interface Asked {
    readonly address: string;
    readonly init: RequestInit;
}

function api(answer: (asked: Asked) => Response) {
    const asked: Asked[] = [];
    const options = { repository: "owner/name", token: "t0ken", address: "https://api.example" };
    const fetch = (async (address: string, init: RequestInit) => {
        asked.push({ address, init });
        return answer({ address, init });
    }) as typeof globalThis.fetch;
    return { asked, api: githubApi({ ...options, fetch }) };
}

describe("GitHub's API", () => {
    it("is asked below the repository, with the token, in JSON", async () => {
        const { asked, api: github } = api(() => new Response('{"id":1}'));
        expect(await github.request("POST", "/issues", { title: "Drift" })).to.deep.equal({ id: 1 });
        expect(asked[0]?.address).to.equal("https://api.example/repos/owner/name/issues");
        expect(asked[0]?.init.method).to.equal("POST");
        expect(asked[0]?.init.body).to.equal('{"title":"Drift"}');
        expect(asked[0]?.init.headers).to.include({
            authorization: "Bearer t0ken",
            "content-type": "application/json",
        });
    });

    it("is asked again where a connection had gone, as long as it is only a question", async () => {
        let failures = 0;
        const { asked, api: github } = api(() => {
            failures += 1;
            if (failures % 2 === 1) {
                throw new TypeError("fetch failed");
            }
            return new Response("[]");
        });
        expect(await github.request("GET", "/pulls")).to.deep.equal([]);
        expect(asked).to.have.length(2);
        const failed = await github.request("POST", "/issues", {}).catch((error: Error) => error.message);
        expect(failed).to.equal("fetch failed");
        expect(asked).to.have.length(3);
    });

    it("may answer nothing, as it does to a deletion", async () => {
        const { api: github } = api(() => new Response(null, { status: 204 }));
        expect(await github.request("DELETE", "/issues/comments/1")).to.equal(undefined);
    });

    it("that refuses is told with its own words, and where to look when a right is missing", async () => {
        const { api: github } = api(() => new Response("Resource not accessible", { status: 403 }));
        const problem = await github.request("POST", "/issues", {}).catch((error: unknown) => error);
        expect(problem).to.be.instanceOf(ApiProblem);
        expect((problem as Error).message).to.equal(
            "POST /issues was answered 403: Resource not accessible; does the job have the permission that docs/guides/pull-requests.md names?",
        );
    });

    it("is asked for page after page, until one is not full", async () => {
        const { asked, api: github } = api(({ address }) => {
            const page = Number(new URL(address).searchParams.get("page"));
            return new Response(JSON.stringify(Array.from({ length: page < 3 ? 100 : 1 }, () => page)));
        });
        expect(await allPages(github, "/issues?state=open")).to.have.length(201);
        expect(asked.map(({ address }) => address.split("/").at(-1))).to.deep.equal(
            [1, 2, 3].map((page) => `issues?state=open&per_page=100&page=${page}`),
        );
    });
});
