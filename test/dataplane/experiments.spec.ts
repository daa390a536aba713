import { expect } from "chai";
import { seen } from "./support/lab";
import { lab } from "./support/runningLab";

const url = "http://broken.release.svc.cluster.local/tasks/1";
const callers = ["release/web", "release/tester"];

describe("Faults that are asked for", () => {
    before(async () => {
        for (const caller of callers) {
            await lab().eventually(async () => {
                expect((await lab().call(caller, url)).status).to.equal(200);
            });
        }
    });

    it("without the header nobody meets one", async () => {
        for (const caller of callers) {
            const answers = await lab().calls(caller, url, { times: 50, parallel: 4 });
            expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([200]));
        }
    });

    it("with it the named caller is answered without the server, and another caller by the server", async () => {
        await lab().reset("release/broken");
        const headers = { "x-chaos-test": "true" };
        const refused = await lab().call("release/tester", url, { headers });
        expect([refused.status, refused.body]).to.deep.equal([503, "fault filter abort"]);
        expect(await lab().requests("release/broken")).to.equal(0);
        expect((await lab().call("release/web", url, { headers })).status).to.equal(200);
        expect(await lab().requests("release/broken")).to.equal(1);
    });

    it("a value that is not exactly this one asks for nothing", async () => {
        for (const value of ["TRUE", "true1", "tru", ".*"]) {
            const answer = await lab().call("release/tester", url, { headers: { "x-chaos-test": value } });
            expect(answer.status, value).to.equal(200);
        }
    });

    it("a delay holds the request back and then delivers it to where it was going", async () => {
        const late = await lab().call("release/web", url, { headers: { "x-chaos-test": "late" } });
        expect([late.status, seen(late).path]).to.deep.equal([200, "/tasks/1"]);
        // It is asked for 800: an event loop's clock is some milliseconds coarse.
        expect(late.ms).to.be.at.least(700);
    });
});
