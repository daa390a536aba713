import { expect } from "chai";
import { seen } from "./support/lab";
import { lab } from "./support/runningLab";

const url = (service: string, query = "") => `http://${service}.shop.svc.cluster.local/tasks/1${query}`;
let keys = 0;
const freshKey = () => `key-${keys++}`;

describe("Timeouts, retries and sticky callers", () => {
    before(async () => {
        for (const service of ["slow", "flaky", "sticky"]) {
            await lab().eventually(async () => {
                expect((await lab().call("shop/web", url(service))).status).to.equal(200);
            });
        }
    });

    it("a call that takes longer than the service's timeout ends with 504 at the caller", async () => {
        const answer = await lab().call("shop/web", url("slow", "?delay=6000"));
        expect(answer.status).to.equal(504);
        expect(answer.body).to.equal("upstream request timeout");
        await lab().eventually(() => {
            const flags = lab()
                .accessLog("shop/web")
                .map((line) => line["response_flags"]);
            expect(flags).to.include("UT");
        });
    });

    it("a call within the timeout is answered, and so is the same delay where the timeout is longer", async () => {
        expect((await lab().call("shop/web", url("slow", "?delay=20"))).status).to.equal(200);
        expect((await lab().call("shop/web", url("flaky", "?delay=900"))).status).to.equal(200);
    });

    it("a failing call is tried again as often as declared, counted at the server", async () => {
        await lab().reset("shop/flaky");
        const answer = await lab().call("shop/web", url("flaky", `?failures=3&key=${freshKey()}`));
        expect(answer.status).to.equal(200);
        expect(seen(answer).tries).to.equal(4);
        expect(await lab().requests("shop/flaky")).to.equal(4);
    });

    it("one failure more than there are tries is the caller's to see", async () => {
        await lab().reset("shop/flaky");
        const answer = await lab().call("shop/web", url("flaky", `?failures=4&key=${freshKey()}`));
        expect(answer.status).to.equal(503);
        expect(await lab().requests("shop/flaky")).to.equal(4);
    });

    it("a failure is not tried again where nobody declared that it may be", async () => {
        await lab().reset("shop/slow");
        const answer = await lab().call("shop/web", url("slow", `?failures=1&key=${freshKey()}`));
        expect(answer.status).to.equal(503);
        expect(await lab().requests("shop/slow")).to.equal(1);
    });

    it("an answer that is a failure of the application's own kind is not tried again either", async () => {
        await lab().reset("shop/flaky");
        expect((await lab().call("shop/web", url("flaky", "?status=404"))).status).to.equal(404);
        expect(await lab().requests("shop/flaky")).to.equal(1);
    });

    it("a caller with the same header value always meets the same pod", async () => {
        for (const user of ["ana", "bruno", "carla"]) {
            const answers = await lab().calls("shop/web", url("sticky"), {
                headers: { "x-user": user },
                times: 12,
            });
            expect(answers.map(({ status }) => status)).to.deep.equal(new Array(12).fill(200));
            expect(new Set(answers.map((answer) => seen(answer).pod)).size, user).to.equal(1);
        }
    });

    it("different header values meet every pod between them", async () => {
        await lab().reset("shop/sticky");
        for (let user = 0; user < 60; user++) {
            await lab().call("shop/web", url("sticky"), { headers: { "x-user": `user-${user}` } });
        }
        const met = (await lab().counts("shop/sticky")).filter(({ requests }) => requests > 0);
        expect(met.length).to.equal(3);
    });
});
