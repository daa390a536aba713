import { expect } from "chai";
import { lab } from "./support/runningLab";

const ledger = "http://ledger.audited.svc.cluster.local";

/** What lets an observed workload answer while the whole mesh denies. */
const lobbyPass = {
    apiVersion: "security.istio.io/v1",
    kind: "AuthorizationPolicy",
    metadata: { namespace: "guest", name: "stranger-audit-pass" },
    spec: { selector: { matchLabels: { app: "stranger" } }, action: "ALLOW", rules: [{}] },
};

/** The line the ledger's proxy wrote about one path; it is flushed a moment after the answer. */
function lineAbout(path: string) {
    return lab().eventually(() => {
        const line = lab()
            .accessLog("audited/ledger")
            .find((each) => each["path"] === path);
        if (line === undefined) {
            throw new Error(`the access log says nothing about ${path} yet`);
        }
        return line;
    });
}

describe("A namespace that is audited", () => {
    before(async () => {
        await lab().eventually(async () => {
            expect((await lab().call("shop/web", `${ledger}/entries/0`)).status).to.equal(200);
        });
    });

    it("answers a declared call, and the log says it would be allowed", async () => {
        expect((await lab().call("shop/web", `${ledger}/entries/declared`)).status).to.equal(200);
        const line = await lineAbout("/entries/declared");
        expect(line["shadow_http"]).to.equal("allowed");
        expect(line["caller"]).to.equal("spiffe://cluster.local/ns/shop/sa/web");
    });

    it("answers an undeclared caller, and the log says it would be denied, who it was and what it asked", async () => {
        expect((await lab().call("guest/stranger", `${ledger}/entries/undeclared`)).status).to.equal(200);
        const line = await lineAbout("/entries/undeclared");
        expect(line["shadow_http"]).to.equal("denied");
        expect(line["caller"]).to.equal("spiffe://cluster.local/ns/guest/sa/stranger");
        expect(line["server"]).to.equal("spiffe://cluster.local/ns/audited/sa/ledger");
        expect(line["method"]).to.equal("GET");
        expect(line["port"]).to.equal(8080);
    });

    it("answers a declared caller that asks too much, and the log says that would be denied", async () => {
        const answer = await lab().call("shop/web", `${ledger}/entries/deleted`, { method: "DELETE" });
        expect(answer.status).to.equal(200);
        expect((await lineAbout("/entries/deleted"))["shadow_http"]).to.equal("denied");
    });

    it("still answers under an enforced deny of the whole mesh, and still says what would be denied", async () => {
        const deny = {
            apiVersion: "security.istio.io/v1",
            kind: "AuthorizationPolicy",
            metadata: { namespace: "istio-system", name: "test-deny-all" },
            spec: {},
        };
        const observed = () => lab().call("shop/web", "http://lobby.guest.svc.cluster.local/hello");
        await lab().eventually(async () => expect((await observed()).status).to.equal(200));
        await lab().apply(deny);
        try {
            // The opposite: where nothing lets calls pass, the deny is felt.
            await lab().remove(lobbyPass);
            await lab().eventually(async () => {
                const answer = await observed();
                expect(answer.status).to.equal(403);
                expect(answer.body).to.equal("RBAC: access denied");
            });
            await lab().apply(lobbyPass);
            await lab().eventually(async () => expect((await observed()).status).to.equal(200));
            const answer = await lab().call("guest/stranger", `${ledger}/entries/under-deny`);
            expect(answer.status).to.equal(200);
            expect((await lineAbout("/entries/under-deny"))["shadow_http"]).to.equal("denied");
            expect((await lab().call("shop/web", `${ledger}/entries/under-deny-declared`)).status).to.equal(
                200,
            );
            expect((await lineAbout("/entries/under-deny-declared"))["shadow_http"]).to.equal("allowed");
        } finally {
            await lab().remove(deny);
            await lab().apply(lobbyPass);
        }
        await lab().eventually(async () => expect((await observed()).status).to.equal(200));
    });
});
