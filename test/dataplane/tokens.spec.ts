import { expect } from "chai";
import type { Answer, Call } from "../../lab/dataplane/call";
import { seen } from "./support/lab";
import { lab } from "./support/runningLab";
import { bearer } from "./support/tokens";

const host = "store.example.com";
const account = "http://account.front.svc.cluster.local";
const path = "/account/7";
const origin = "https://app.example.com";

function browse(url: string, options: Omit<Call, "url"> = {}): Promise<Answer> {
    return lab().call("browser", `https://${host}${url}`, {
        address: lab().addressOf("istio-ingress/istio-ingressgateway"),
        tls: { ca: lab().plane.authority.certificate.cert },
        ...options,
    });
}

describe("Tokens of end users", () => {
    before(async () => {
        await lab().eventually(async () => {
            const answer = await browse(path, { headers: bearer() });
            expect(answer.status, JSON.stringify(answer)).to.equal(200);
        });
    });

    /** Neither the gateway nor anybody behind it answered for the service. */
    async function expectRefused(status: number, options: Omit<Call, "url">, url = path): Promise<Answer> {
        await lab().reset("front/account");
        const answer = await browse(url, options);
        expect(answer.status, JSON.stringify(answer)).to.equal(status);
        expect(await lab().requests("front/account")).to.equal(0);
        return answer;
    }

    it("a valid token opens the route", async () => {
        const answer = await browse(path, { headers: bearer() });
        expect(answer.status).to.equal(200);
        expect(seen(answer).workload).to.equal("account");
    });

    it("no token is refused", async () => {
        expect((await expectRefused(403, {})).body).to.equal("RBAC: access denied");
    });

    it("a token of another issuer is refused", async () => {
        await expectRefused(401, { headers: bearer({ issuer: "https://somebody.example" }) });
    });

    it("an expired token is refused", async () => {
        await expectRefused(401, { headers: bearer({ lifetime: -120 }) });
    });

    it("a token signed by another key of the same name is refused", async () => {
        await expectRefused(401, { headers: bearer({ forgery: true }) });
    });

    it("what is no token at all is refused", async () => {
        await expectRefused(401, { headers: { authorization: "Bearer nonsense" } });
    });

    it("a preflight of the declared origin passes without a token, and is answered for that origin", async () => {
        const headers = { origin, "access-control-request-method": "GET" };
        const answer = await browse(path, { method: "OPTIONS", headers });
        expect(answer.status).to.equal(200);
        expect(answer.headers["access-control-allow-origin"]).to.equal(origin);
        expect(answer.headers["access-control-allow-headers"]).to.equal("authorization");
    });

    it("a preflight of another origin is granted nothing", async () => {
        const headers = { origin: "https://evil.example.com", "access-control-request-method": "GET" };
        const answer = await browse(path, { method: "OPTIONS", headers });
        expect(answer.headers["access-control-allow-origin"]).to.equal(undefined);
    });

    it("OPTIONS that is no preflight is not a way around the token", async () => {
        await expectRefused(403, { method: "OPTIONS" });
    });

    it("a route that asks for a claim wants that claim, not just a token", async () => {
        const admin = "/account/admin/7";
        await expectRefused(403, { method: "POST", headers: bearer() }, admin);
        await expectRefused(403, { method: "POST", headers: bearer({ claims: { role: "user" } }) }, admin);
        const answer = await browse(admin, {
            method: "POST",
            headers: bearer({ claims: { role: "admin" } }),
        });
        expect(answer.status).to.equal(200);
    });

    it("an internal caller needs no token for what it was granted, and gets no more with one", async () => {
        const internal = (options: Omit<Call, "url">, url: string) =>
            lab().call("front/window", `${account}${url}`, options);
        await lab().eventually(async () => expect((await internal({}, path)).status).to.equal(200));
        const headers = bearer({ claims: { role: "admin" } });
        const answer = await internal({ method: "POST", headers }, "/account/admin/7");
        expect(answer.status).to.equal(403);
        expect(answer.body).to.equal("RBAC: access denied");
    });

    it("a valid token is worth nothing without the gateway: both are asked for in one", async () => {
        const answer = await lab().call("guest/stranger", `${account}${path}`, { headers: bearer() });
        expect(answer.status).to.equal(403);
        expect(answer.body).to.equal("RBAC: access denied");
    });

    it("an internal caller with a bad token is refused, as everyone who shows one", async () => {
        const headers = bearer({ lifetime: -120 });
        expect((await lab().call("front/window", `${account}${path}`, { headers })).status).to.equal(401);
    });
});
