import { expect } from "chai";
import type { Answer } from "../../lab/dataplane/call";
import { seen } from "./support/lab";
import { lab } from "./support/runningLab";

const payments = "http://payments.shop.svc.cluster.local";
const denied = "RBAC: access denied";

function expectDenied(answer: Answer): void {
    expect(answer.status, JSON.stringify(answer)).to.equal(403);
    expect(answer.body).to.equal(denied);
}

describe("Who may ask what of whom", () => {
    before(async () => {
        for (const caller of ["shop/web", "shop/orders", "audited/ledger"]) {
            await lab().eventually(async () => {
                expect((await lab().call(caller, `${payments}/balance`)).status).to.equal(200);
            });
        }
    });

    it("a caller that was granted one operation of two may do that one, and not the other", async () => {
        expect((await lab().call("shop/orders", `${payments}/balance`)).status).to.equal(200);
        await lab().reset("shop/payments");
        expectDenied(await lab().call("shop/orders", `${payments}/charge`, { method: "POST" }));
        expect(await lab().requests("shop/payments")).to.equal(0);
    });

    it("the caller that was granted both may do both", async () => {
        expect((await lab().call("shop/web", `${payments}/charge`, { method: "POST" })).status).to.equal(200);
        expect((await lab().call("shop/web", `${payments}/accounts/7`)).status).to.equal(200);
    });

    it("a path that is no operation's is denied to the caller of every operation", async () => {
        expectDenied(await lab().call("shop/web", `${payments}/admin`));
        expectDenied(await lab().call("shop/web", `${payments}/balance/x`));
    });

    it("a method that is not the operation's is denied on the operation's own path", async () => {
        expectDenied(await lab().call("shop/web", `${payments}/balance`, { method: "DELETE" }));
        expectDenied(await lab().call("shop/web", `${payments}/charge`));
    });

    it("a path cannot be written so that it passes as another", async () => {
        expectDenied(await lab().call("shop/web", `${payments}/accounts/%2e%2e/admin`));
        expectDenied(await lab().call("shop/web", `${payments}/accounts/..%2Fadmin`));
        const merged = await lab().call("shop/web", `${payments}//accounts///7`);
        expect(merged.status).to.equal(200);
        expect(seen(merged).path).to.equal("/accounts/7");
    });

    it("a caller of another namespace may do what it was granted there", async () => {
        expect((await lab().call("audited/ledger", `${payments}/balance`)).status).to.equal(200);
        expectDenied(await lab().call("audited/ledger", `${payments}/charge`, { method: "POST" }));
    });

    it("a workload of the mesh that was granted nothing is denied by the server, and nothing arrives", async () => {
        await lab().reset("shop/payments");
        const answer = await lab().eventually(async () => {
            const tried = await lab().call("guest/stranger", `${payments}/balance`);
            expectDenied(tried);
            return tried;
        });
        expect(answer.headers["server"]).to.equal("envoy");
        expect(await lab().requests("shop/payments")).to.equal(0);
    });

    it("the same workload is answered once a grant names it, and denied again once that is gone", async () => {
        const grant = {
            apiVersion: "security.istio.io/v1",
            kind: "AuthorizationPolicy",
            metadata: { namespace: "shop", name: "test-grant" },
            spec: {
                selector: { matchLabels: { app: "payments" } },
                rules: [{ from: [{ source: { principals: ["cluster.local/ns/guest/sa/stranger"] } }] }],
            },
        };
        const asked = () => lab().call("guest/stranger", `${payments}/balance`);
        await lab().apply(grant);
        await lab().eventually(async () => expect((await asked()).status).to.equal(200));
        await lab().remove(grant);
        await lab().eventually(async () => expectDenied(await asked()));
    });

    it("a denied call is in the server's access log with the caller's identity and the reason", async () => {
        const path = `/admin/${Date.now()}`;
        expectDenied(await lab().call("shop/web", `${payments}${path}`));
        await lab().eventually(() => {
            const line = lab()
                .accessLog("shop/payments")
                .find((each) => each["path"] === path);
            expect(line?.["caller"]).to.equal("spiffe://cluster.local/ns/shop/sa/web");
            expect(line?.["response_code"]).to.equal(403);
            expect(line?.["response_code_details"]).to.include("rbac_access_denied");
        });
    });

    it("a service the caller did not declare is out of its reach: its proxy knows no such host", async () => {
        await lab().reset("shop/slow");
        const answer = await lab().call("shop/orders", "http://slow.shop.svc.cluster.local/tasks/1");
        expect(answer.status).to.equal(502);
        expect(await lab().requests("shop/slow")).to.equal(0);
        await lab().eventually(async () => {
            const declared = await lab().call("shop/web", "http://slow.shop.svc.cluster.local/tasks/1");
            expect(declared.status).to.equal(200);
        });
    });

    it("a granted gRPC method is answered, another method of the same service is denied", async () => {
        const call = (method: string) =>
            lab().call("shop/web", `http://predict.shop.svc.cluster.local:9000/ml.v1.Predictor/${method}`, {
                http2: true,
                headers: { "content-type": "application/grpc", te: "trailers" },
            });
        await lab().eventually(async () =>
            expect((await call("Predict")).headers["grpc-status"]).to.equal("0"),
        );
        const answer = await call("Train");
        expect(answer.headers["grpc-status"]).to.equal("7");
        expect(answer.headers["grpc-message"]).to.equal(denied);
    });

    it("a plain TCP port answers its declared caller and closes on everybody else", async () => {
        const url = "tcp://vault.shop.svc.cluster.local:7000";
        await lab().eventually(async () => {
            expect((await lab().call("shop/web", url, { body: "open" })).body).to.equal("open");
        });
        await lab().reset("shop/vault");
        const answer = await lab().call("guest/stranger", url, { body: "open" });
        expect(answer.body).to.equal("");
        expect(answer.error).to.be.oneOf(["CLOSED", "ECONNRESET"]);
        const [counts] = await lab().counts("shop/vault");
        expect(counts?.connections).to.deep.equal({});
    });
});
