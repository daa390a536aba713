import { expect } from "chai";
import type { Answer } from "../../lab/dataplane/call";
import { seen } from "./support/lab";
import { lab } from "./support/runningLab";

function browse(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return lab().call("browser", `https://store.example.com${path}`, {
        address: lab().addressOf("istio-ingress/istio-ingressgateway"),
        tls: { ca: lab().plane.authority.certificate.cert },
        headers,
    });
}

describe("A service that is asked about requests", () => {
    before(async () => {
        await lab().eventually(async () => {
            const answer = await browse("/checked/0");
            expect(answer.status, JSON.stringify(answer)).to.equal(200);
        });
    });

    beforeEach(async () => {
        await lab().reset("front/checker");
        await lab().reset("front/window");
    });

    it("is asked about the requests of its route, and what it lets pass arrives", async () => {
        const answer = await browse("/checked/1");
        expect(answer.status).to.equal(200);
        expect(seen(answer).workload).to.equal("window");
        expect((await lab().counts("front/checker"))[0]?.paths).to.deep.equal({ "/checked/1": 1 });
    });

    it("is not asked about other routes", async () => {
        expect((await browse("/welcome")).status).to.equal(200);
        expect(await lab().requests("front/checker")).to.equal(0);
    });

    it("refuses for the service: its own answer goes back, and nothing arrives", async () => {
        const answer = await browse("/checked/2?status=403");
        expect(answer.status).to.equal(403);
        expect(seen(answer).workload).to.equal("checker");
        expect(await lab().requests("front/window")).to.equal(0);
    });

    it("cannot be asked by anybody but the gateway", async () => {
        const answer = await lab().call("guest/stranger", "http://checker.front.svc.cluster.local/checked/1");
        expect(answer.status).to.equal(403);
        expect(answer.body).to.equal("RBAC: access denied");
        expect(await lab().requests("front/checker")).to.equal(0);
    });

    it("lets nothing pass when it answers too late", async () => {
        expect((await browse("/checked/3?delay=6000")).status).to.equal(403);
        expect(await lab().requests("front/window")).to.equal(0);
    });

    it("says who the user is, and a client who says it finds no belief, on other routes neither", async () => {
        const forged = { "x-user": "admin", "x-other": "kept" };
        const told = seen(await browse("/checked/5?user=ann", forged));
        expect([told.workload, told.headers["x-user"], told.headers["x-other"]]).to.deep.equal([
            "window",
            "ann",
            "kept",
        ]);
        for (const path of ["/checked/6", "/welcome"]) {
            const { workload, headers } = seen(await browse(path, forged));
            expect([workload, headers["x-user"], headers["x-other"]], path).to.deep.equal([
                "window",
                undefined,
                "kept",
            ]);
        }
    });

    // The last one: nobody brings the application back.
    it("lets nothing pass when it is gone, while other routes go on", async () => {
        for (const { application } of lab().pods("front/checker")) {
            application?.end();
        }
        const answer = await browse("/checked/4");
        expect(answer.status).to.equal(403);
        expect(await lab().requests("front/window")).to.equal(0);
        expect((await browse("/welcome")).status).to.equal(200);
    });
});
