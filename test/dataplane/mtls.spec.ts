import { expect } from "chai";
import { seen } from "./support/lab";
import { lab } from "./support/runningLab";

const payments = "http://payments.shop.svc.cluster.local";

describe("Identity and encryption between workloads", () => {
    it("a declared call succeeds, with the caller's own certificate seen by the server", async () => {
        const answer = await lab().eventually(async () => {
            const tried = await lab().call("shop/web", `${payments}/balance`);
            expect(tried.status).to.equal(200);
            return tried;
        });
        const identity = seen(answer).headers["x-forwarded-client-cert"];
        expect(identity).to.include("By=spiffe://cluster.local/ns/shop/sa/payments");
        expect(identity).to.include("URI=spiffe://cluster.local/ns/shop/sa/web");
    });
});
