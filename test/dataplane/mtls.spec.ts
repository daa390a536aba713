import { expect } from "chai";
import { seen } from "./support/lab";
import { lab } from "./support/runningLab";

const payments = "http://payments.shop.svc.cluster.local";

/** Past the Service, in plain text, from a pod that is not in the mesh. */
const inPlainText = (workload: string, path: string) =>
    lab().call("legacy/old", `http://${lab().addressOf(workload)}:8080${path}`);

describe("Identity and encryption between workloads", () => {
    it("a declared call succeeds, with the caller's own certificate seen by the server", async () => {
        const answer = await lab().eventually(async () => {
            const tried = await lab().call("shop/web", `${payments}/balance`);
            expect(tried.status, JSON.stringify(tried)).to.equal(200);
            return tried;
        });
        const identity = seen(answer).headers["x-forwarded-client-cert"];
        expect(identity).to.include("By=spiffe://cluster.local/ns/shop/sa/payments");
        expect(identity).to.include("URI=spiffe://cluster.local/ns/shop/sa/web");
    });

    it("plain text is reset by an enforced workload, while the same request over mTLS is answered", async () => {
        await lab().reset("shop/payments");
        const plain = await inPlainText("shop/payments", "/balance");
        expect(plain.error).to.equal("ECONNRESET");
        expect(await lab().requests("shop/payments")).to.equal(0);
        expect((await lab().call("shop/web", `${payments}/balance`)).status).to.equal(200);
    });

    it("plain text is reset by an audited workload too: the audit is about rights, not about encryption", async () => {
        expect((await inPlainText("audited/ledger", "/entries/1")).error).to.equal("ECONNRESET");
        const declared = "http://ledger.audited.svc.cluster.local/entries/1";
        await lab().eventually(async () => {
            expect((await lab().call("shop/web", declared)).status).to.equal(200);
        });
    });

    it("plain text is answered where a namespace is only observed, and carries no identity", async () => {
        const answer = await lab().eventually(async () => {
            const tried = await inPlainText("guest/stranger", "/anything");
            expect(tried.status, JSON.stringify(tried)).to.equal(200);
            return tried;
        });
        expect(seen(answer).headers["x-forwarded-client-cert"]).to.equal(undefined);
    });

    it("a caller without a proxy cannot speak TLS of its own to a workload instead", async () => {
        const answer = await lab().call(
            "legacy/old",
            `https://${lab().addressOf("shop/payments")}:8080/balance`,
            {
                tls: { rejectUnauthorized: false },
            },
        );
        expect(answer.status).to.equal(0);
        expect(answer.error).to.match(/CERTIFICATE_REQUIRED|ECONNRESET|EPROTO|handshake/i);
    });
});
