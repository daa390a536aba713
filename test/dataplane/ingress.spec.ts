import { expect } from "chai";
import type { Answer, Call } from "../../lab/dataplane/call";
import { seen } from "./support/lab";
import { lab } from "./support/runningLab";

const gateway = "istio-ingress/istio-ingressgateway";
const host = "store.example.com";

/** A client on the Internet; there is no load balancer, so it connects to the gateway's pod. */
function browse(path: string, options: Omit<Call, "url"> = {}): Promise<Answer> {
    const { tls, ...rest } = options;
    return lab().call("browser", `https://${host}${path}`, {
        address: lab().addressOf(gateway),
        tls: { ca: lab().plane.authority.certificate.cert, ...tls },
        ...rest,
    });
}

describe("The way in", () => {
    before(async () => {
        for (const path of ["/", "/parts/1"]) {
            await lab().eventually(async () => {
                const answer = await browse(path);
                expect(answer.status, JSON.stringify(answer)).to.equal(200);
            });
        }
    });

    it("ends TLS with the host's own certificate and goes on with the gateway's identity", async () => {
        const answer = await browse("/welcome");
        expect(answer.status).to.equal(200);
        const { workload, headers } = seen(answer);
        expect(workload).to.equal("window");
        expect(headers["x-forwarded-client-cert"]).to.include(
            "URI=spiffe://cluster.local/ns/istio-ingress/sa/istio-ingressgateway",
        );
    });

    it("does not believe what a client claims about its own identity or address", async () => {
        const claimed = "By=spiffe://cluster.local/ns/x/sa/x;URI=spiffe://cluster.local/ns/shop/sa/web";
        const answer = await browse("/welcome", {
            headers: { "x-forwarded-client-cert": claimed, "x-forwarded-for": "10.1.2.3" },
        });
        const { headers } = seen(answer);
        expect(headers["x-forwarded-client-cert"]).not.to.include("shop/sa/web");
        expect(headers["x-envoy-external-address"] ?? headers["x-forwarded-for"]).to.include("203.0.113.10");
    });

    it("sends plain HTTP to HTTPS, and serves nothing on it", async () => {
        await lab().reset("front/window");
        const answer = await lab().call("browser", `http://${host}/welcome?x=1`, {
            address: lab().addressOf(gateway),
        });
        expect(answer.status).to.equal(301);
        expect(answer.headers["location"]).to.equal(`https://${host}/welcome?x=1`);
        expect(await lab().requests("front/window")).to.equal(0);
    });

    it("refuses TLS 1.1 and takes 1.2 and 1.3", async () => {
        const old = await browse("/welcome", {
            tls: { minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" },
        });
        expect(old.status).to.equal(0);
        // The alert is the gateway's: this client would have spoken it.
        expect(old.reason).to.match(/alert protocol version/i);
        for (const version of ["TLSv1.2", "TLSv1.3"]) {
            const answer = await browse("/welcome", { tls: { minVersion: version, maxVersion: version } });
            expect(answer.status).to.equal(200);
            expect(answer.protocol).to.equal(version);
        }
    });

    it("has no certificate for a host that nobody declared", async () => {
        const answer = await browse("/welcome", { servername: "other.example.com" });
        expect(answer.status).to.equal(0);
        expect(answer.error).to.be.oneOf(["ECONNRESET", "ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR"]);
    });

    it("knows no other host on a connection for a declared one", async () => {
        await lab().reset("front/window");
        const answer = await browse("/welcome", { headers: { host: "other.example.com" } });
        expect(answer.status).to.be.oneOf([403, 404]);
        expect(await lab().requests("front/window")).to.equal(0);
    });

    it("lets the longest path win, across the two teams that share the host", async () => {
        const served = async (path: string) => seen(await browse(path)).workload;
        expect(await served("/parts/1")).to.equal("parts");
        expect(await served("/parts/new/1")).to.equal("window");
        expect(await served("/partsandmore")).to.equal("window");
        expect(await served("/anything")).to.equal("window");
    });

    it("refuses a method that the route's operation does not have", async () => {
        await lab().reset("front/window");
        const answer = await browse("/welcome", { method: "DELETE" });
        expect(answer.status).to.equal(403);
        expect(answer.body).to.equal("RBAC: access denied");
        expect(await lab().requests("front/window")).to.equal(0);
    });

    it("writes who asked into its access log", async () => {
        const path = `/welcome/${Date.now()}`;
        expect((await browse(path)).status).to.equal(200);
        await lab().eventually(() => {
            const line = lab()
                .accessLog(gateway)
                .find((each) => each["path"] === path);
            expect(line?.["requested_server_name"]).to.equal(host);
            expect(line?.["response_code"]).to.equal(200);
        });
    });
});
