import { expect } from "chai";
import { seen } from "./support/lab";
import { canRedirectByOwner } from "./support/rootOnly";
import { lab } from "./support/runningLab";

const host = (service: string) => `http://${service}.release.svc.cluster.local`;
const requests = 3000;
/** Of the spread that chance gives a share: once in a million runs it is further away. */
const spreads = 5;

/** Requests of each version of a workload, counted where they arrived. */
async function byVersion(workload: string): Promise<Readonly<Record<string, number>>> {
    const counts = await lab().counts(workload);
    const of = (wanted: string) =>
        counts
            .filter(({ version }) => version === wanted)
            .reduce((sum, { requests: count }) => sum + count, 0);
    return { v1: of("v1"), v2: of("v2") };
}

async function toBothVersions(service: string, headers: Readonly<Record<string, string>>, path = "/tasks/1") {
    await lab().reset(`release/${service}`);
    await lab().calls("release/web", `${host(service)}${path}`, { times: 60, parallel: 4, headers });
    return byVersion(`release/${service}`);
}

describe("Versions side by side", () => {
    before(async () => {
        for (const service of ["ninety", "sixty", "copied"]) {
            await lab().eventually(async () => {
                for (const { status } of await lab().calls("release/web", `${host(service)}/tasks/1`, {
                    times: 20,
                })) {
                    expect(status).to.equal(200);
                }
            });
        }
    });

    for (const [service, share] of [
        ["ninety", 0.1],
        ["sixty", 0.4],
    ] as const) {
        it(`${share * 100} per cent of the requests to ${service} reach its second version`, async () => {
            await lab().reset(`release/${service}`);
            const answers = await lab().calls("release/web", `${host(service)}/tasks/1`, {
                times: requests,
                parallel: 8,
            });
            expect(answers.filter(({ status }) => status !== 200)).to.deep.equal([]);
            const { v1 = 0, v2 = 0 } = await byVersion(`release/${service}`);
            expect(v1 + v2).to.equal(requests);
            const error = Math.sqrt(share * (1 - share) * requests);
            expect(Math.abs(v2 - share * requests), `${v2} of ${requests}`).to.be.below(spreads * error);
        });
    }

    it("a header with its exact value leads every request to the second version", async () => {
        expect(await toBothVersions("ninety", { "x-beta": "true" })).to.deep.equal({ v1: 0, v2: 60 });
    });

    it("a value that only begins alike takes the usual way", async () => {
        const { v1 = 0, v2 = 0 } = await toBothVersions("ninety", { "x-beta": "truely" });
        expect(v1 + v2).to.equal(60);
        expect(v1).to.be.above(v2);
    });

    it("a path leads every request below it to the second version", async () => {
        expect(await toBothVersions("ninety", {}, "/v2/items")).to.deep.equal({ v1: 0, v2: 60 });
    });

    it("a mirror gets a copy of every request, and nobody its answer", async () => {
        await lab().reset("release/copied");
        const answers = await lab().calls("release/web", `${host("copied")}/tasks/1`, { times: 40 });
        expect(new Set(answers.map((answer) => seen(answer).version))).to.deep.equal(new Set(["v1"]));
        await lab().eventually(async () => {
            expect(await byVersion("release/copied")).to.deep.equal({ v1: 40, v2: 40 });
        });
    });

    it("a mirror that fails is nobody's failure", async () => {
        const pods = lab().pods("release/copied");
        const second = pods.find(({ version }) => version === "v2")?.name;
        const query = `?status=503&only=${second}`;
        const answers = await lab().calls("release/web", `${host("copied")}/tasks/1${query}`, { times: 20 });
        expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([200]));
    });
});

const headless = canRedirectByOwner("pods of a headless service", "podAddress");

describe("Where a request goes among pods", () => {
    const baskets = `${host("baskets")}/tasks/1`;

    it("the proxy sets a cookie where there is none, and a cookie leads to one pod", async () => {
        const first = await lab().eventually(async () => {
            const answer = await lab().call("release/web", baskets);
            expect(answer.status).to.equal(200);
            return answer;
        });
        expect(String(first.headers["set-cookie"])).to.match(/basket=/);
        for (const value of ["one", "two", "three"]) {
            const headers = { cookie: `basket=${value}` };
            const answers = await lab().calls("release/web", baskets, { times: 15, headers });
            expect(new Set(answers.map((answer) => seen(answer).pod))).to.have.lengthOf(1);
        }
    });

    it("different cookies lead to different pods", async () => {
        const pods = new Set<string>();
        for (let at = 0; at < 40; at += 1) {
            const headers = { cookie: `basket=customer-${at}` };
            pods.add(seen(await lab().call("release/web", baskets, { headers })).pod);
        }
        expect(pods).to.have.lengthOf(3);
    });

    if (headless) {
        it("a pod of a headless service is reached by its own name, over mTLS and with the service's timeout", async () => {
            for (const { name, address } of lab().pods("release/shards")) {
                const url = `http://${name}.shards.release.svc.cluster.local:8080/tasks/1`;
                const answer = await lab().eventually(async () => {
                    const tried = await lab().call("release/web", { url, address });
                    expect(tried.status, tried.body).to.equal(200);
                    return tried;
                });
                expect(seen(answer).pod).to.equal(name);
                expect(seen(answer).headers["x-forwarded-client-cert"]).to.include("sa/web");
                const slow = await lab().call("release/web", { url: `${url}?delay=6000`, address });
                expect(slow.status).to.equal(504);
            }
        });
    }
});
