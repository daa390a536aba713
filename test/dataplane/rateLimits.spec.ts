import { expect } from "chai";
import type { Call } from "../../lab/dataplane/call";
import { redisProgram } from "../../lab/dataplane/realPrograms";
import { findOnPath } from "../../lab/tools/findOnPath";
import { canRedirectByOwner } from "./support/rootOnly";
import { lab } from "./support/runningLab";

const tester = "limits/tester";
const url = (service: string, path: string) => `http://${service}.limits.svc.cluster.local${path}`;

async function statuses(call: Call, times: number, parallel = 1): Promise<readonly number[]> {
    return (await lab().calls(tester, call, { times, parallel })).map(({ status }) => status);
}

describe("Limits that each replica counts", () => {
    before(async () => {
        await lab().eventually(async () => {
            expect((await lab().call(tester, url("counted", "/ping"))).status).to.equal(200);
        });
    });

    const buy: Call = { url: url("counted", "/orders?any=query"), method: "POST" };

    it("let in what they say, and answer 429 to the rest, whatever the query", async () => {
        await lab().reset("limits/counted");
        expect(await statuses(buy, 5)).to.deep.equal([200, 200, 200, 429, 429]);
        expect(await lab().requests("limits/counted")).to.equal(3);
    });

    it("say in the answer how many are left", async () => {
        const { status, headers } = await lab().call(tester, buy);
        expect([status, headers["x-ratelimit-limit"], headers["x-ratelimit-remaining"]]).to.deep.equal([
            429,
            "3",
            "0",
        ]);
    });

    it("do not count other operations of the service", async () => {
        expect(await statuses({ url: url("counted", "/items/1") }, 5)).to.deep.equal(new Array(5).fill(200));
    });

    it("are not used up by callers that are refused anyway", async () => {
        const refused: Call = { url: url("counted", "/nothing"), method: "POST" };
        expect(await statuses(refused, 5)).to.deep.equal(new Array(5).fill(403));
    });
});

describe("Limits of each client at a gateway", () => {
    const host = "store.example.com";
    const see = (path = "/limited/1"): Call => ({
        url: `https://${host}${path}`,
        address: lab().addressOf("istio-ingress/istio-ingressgateway"),
        tls: { rejectUnauthorized: false },
    });
    const from = async (client: string, times: number) =>
        (await lab().calls(client, see(), { times })).map(({ status }) => status);

    it("let each client have what they say, and answer 429 to the rest", async () => {
        // Found by nobody: no limit holds for it.
        await lab().eventually(async () => {
            expect((await lab().call("browser", see("/nowhere"))).status).to.not.equal(0);
        });
        expect(await from("browser", 5)).to.deep.equal([200, 200, 200, 429, 429]);
    });

    it("leave another client its own", async () => {
        expect(await from("unknown", 4)).to.deep.equal([200, 200, 200, 429]);
    });

    for (const written of ["STORE.example.com", "store.example.com:", "store.example.com:x"]) {
        it(`count a request that writes the host as ${written}, which the router takes for the same`, async () => {
            expect((await lab().call("browser", see(), { headers: { host: written } })).status).to.equal(429);
        });
    }

    it("do not believe a client about its address", async () => {
        const headers = { "x-forwarded-for": "198.51.100.7" };
        expect((await lab().call("browser", see(), { headers })).status).to.equal(429);
    });
});

if (findOnPath(redisProgram, process.env) === undefined) {
    console.error(
        `SKIPPED limits that the mesh counts: ${redisProgram} is not on PATH; apt-get install -y ${redisProgram}`,
    );
} else {
    const eachProxy = canRedirectByOwner("a limit of the mesh, asked of each replica", "podAddress");
    describe("Limits that the mesh counts", () => {
        const work: Call = { url: url("shared", "/tasks/1") };

        before(async () => {
            // Asks nobody: no limit holds for it.
            await lab().eventually(async () => {
                expect((await lab().call(tester, url("shared", "/ping"))).status).to.equal(200);
            });
        });

        it("are counted over all replicas together", async () => {
            // Closed until the service and its Redis answer; what is refused meanwhile is not counted.
            await lab().eventually(async () => {
                expect((await lab().call(tester, work)).status).to.equal(200);
            });
            await lab().reset("limits/shared");
            const all = await statuses(work, 20);
            expect(all.filter((status) => status === 200)).to.have.length(5);
            expect(all.filter((status) => status === 429)).to.have.length(15);
            const counts = await lab().counts("limits/shared");
            expect(counts).to.have.length(2);
            expect(counts.reduce((sum, { requests }) => sum + requests, 0)).to.equal(5);
        });

        if (eachProxy) {
            it("are known to both proxies once they are reached", async () => {
                for (const { address } of lab().pods("limits/shared")) {
                    await lab().eventually(async () => {
                        const { status } = await lab().call(tester, { ...work, address: `${address}` });
                        expect(status).to.equal(429);
                    });
                }
            });
        }

        it("leave other operations of the service alone", async () => {
            expect(await statuses({ url: url("shared", "/ping") }, 10)).to.deep.equal(
                new Array(10).fill(200),
            );
        });

        it("are asked for by proxies that have one alone: others are refused by the service itself", async () => {
            const ask: Call = {
                url: "http://ratelimit.rate-limit.svc.cluster.local:8081/envoy.service.ratelimit.v3.RateLimitService/ShouldRateLimit",
                method: "POST",
            };
            const answer = await lab().call(tester, ask);
            // REGISTRY_ONLY: a proxy without a limit does not even know the service.
            expect(answer.status).to.not.equal(200);
        });
    });
}
