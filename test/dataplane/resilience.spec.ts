import { expect } from "chai";
import { seen } from "./support/lab";
import { lab } from "./support/runningLab";

const url = (service: string, query = "") => `http://${service}.shop.svc.cluster.local/tasks/1${query}`;

describe("Bulkheads and outlier ejection", () => {
    before(async () => {
        for (const service of ["narrow", "fragile"]) {
            await lab().eventually(async () => {
                expect((await lab().call("shop/web", url(service))).status).to.equal(200);
            });
        }
    });

    it("more calls at once than the pool and its queue hold are refused by the caller's own proxy", async () => {
        await lab().reset("shop/narrow");
        const answers = await lab().calls("shop/web", url("narrow", "?delay=300"), {
            times: 10,
            parallel: 10,
        });
        const statuses = answers.map(({ status }) => status);
        expect(statuses).to.include(200);
        expect(statuses).to.include(503);
        const passed = statuses.filter((status) => status === 200).length;
        expect(await lab().requests("shop/narrow")).to.equal(passed);
        await lab().eventually(() => {
            const flags = lab()
                .accessLog("shop/web")
                .filter((line) => String(line["authority"]).startsWith("narrow."))
                .map((line) => line["response_flags"]);
            expect(flags).to.include("UO");
        });
    });

    it("as many calls one after the other are all answered", async () => {
        const answers = await lab().calls("shop/web", url("narrow"), { times: 10 });
        expect(answers.map(({ status }) => status)).to.deep.equal(new Array(10).fill(200));
    });

    it("ten calls at once pass where the pool is wide", async () => {
        const answers = await lab().calls("shop/web", url("flaky", "?delay=300"), {
            times: 10,
            parallel: 10,
        });
        expect(answers.map(({ status }) => status)).to.deep.equal(new Array(10).fill(200));
    });

    it("a pod that fails in a row is left out, the other one serves, and the pod comes back", async () => {
        const [bad, good] = lab().pods("shop/fragile");
        const failing = url("fragile", `?status=500&only=${bad?.name}`);
        // Both are asked while neither is ejected, or there is nothing to leave out.
        await lab().eventually(async () => {
            const answers = await lab().calls("shop/web", url("fragile"), { times: 10 });
            expect(new Set(answers.map((answer) => seen(answer).pod)).size).to.equal(2);
        });
        await lab().eventually(async () => {
            const answers = await lab().calls("shop/web", failing, { times: 10 });
            expect(answers.map(({ status }) => status)).to.deep.equal(new Array(10).fill(200));
            expect(new Set(answers.map((answer) => seen(answer).pod))).to.deep.equal(new Set([good?.name]));
        });
        await lab().eventually(async () => {
            const answers = await lab().calls("shop/web", url("fragile"), { times: 10 });
            expect(answers.map(({ status }) => status)).to.deep.equal(new Array(10).fill(200));
            expect(answers.map((answer) => seen(answer).pod)).to.include(bad?.name);
        });
    });

    it("a pod that fails now and then is not left out", async () => {
        const [bad] = lab().pods("shop/fragile");
        const failing = url("fragile", `?status=500&only=${bad?.name}`);
        for (let round = 0; round < 6; round++) {
            // A failure of that pod, then an answer of it: never three failures in a row.
            await lab().eventually(async () => {
                expect((await lab().call("shop/web", failing)).status).to.equal(500);
            });
            await lab().eventually(async () => {
                expect(seen(await lab().call("shop/web", url("fragile"))).pod).to.equal(bad?.name);
            });
        }
    });
});
