import { expect } from "chai";
import { lab } from "./support/runningLab";

const payments = "http://payments.shop.svc.cluster.local";
const vault = "tcp://vault.shop.svc.cluster.local:7000";
const exported = "cluster\\.outbound\\|4317\\|\\|spans\\.legacy";

/** What the mesh logs in production, for one workload, beside what it logs here. */
const failuresOf = (app: string) => ({
    apiVersion: "telemetry.istio.io/v1",
    kind: "Telemetry",
    metadata: { namespace: "shop", name: `test-failures-${app}` },
    spec: {
        selector: { matchLabels: { app } },
        accessLogging: [
            {
                providers: [{ name: "envoy" }],
                filter: { expression: `response.code >= 400 || connection.termination_details != ""` },
            },
        ],
    },
});

/** Paths that a workload's proxy has logged so far. */
const logged = (workload: string) =>
    lab()
        .accessLog(workload)
        .map(({ path }) => path);

const counted = async (workload: string, statistic: RegExp) =>
    [...(await lab().stats(workload, statistic)).values()].reduce((sum, value) => sum + value, 0);

let paths = 0;
const freshPath = (root: string) => `${root}/${Date.now()}-${paths++}`;

describe("What proxies tell of requests", () => {
    before(async () => {
        await lab().eventually(async () => {
            expect((await lab().call("shop/web", `${payments}/balance`)).status).to.equal(200);
        });
    });

    it("goes as spans to the collector that the mesh names, from both ends of a call and from a gateway", async () => {
        await lab().reset("legacy/spans");
        expect((await lab().call("shop/web", `${payments}/balance`)).status).to.equal(200);
        await lab().call("browser", {
            url: "https://store.example.com/parts/1",
            address: lab().addressOf("istio-ingress/istio-ingressgateway"),
            tls: { rejectUnauthorized: false },
        });
        await lab().eventually(async () => {
            expect(await lab().requests("legacy/spans")).to.be.greaterThan(0);
            for (const proxy of ["shop/web", "shop/payments", "istio-ingress/istio-ingressgateway"]) {
                expect(
                    await counted(proxy, new RegExp(`^${exported}.*upstream_rq_total$`)),
                    proxy,
                ).to.be.greaterThan(0);
            }
        });
    });

    it("is written down once, whether it went well or not, where everything is logged", async () => {
        const path = freshPath("/accounts");
        const denied = freshPath("/admin");
        expect((await lab().call("shop/web", `${payments}${path}`)).status).to.equal(200);
        expect((await lab().call("shop/web", `${payments}${denied}`)).status).to.equal(403);
        await lab().eventually(() => expect(logged("shop/payments")).to.include(denied));
        expect(logged("shop/payments").filter((each) => each === path)).to.have.length(1);
        expect(logged("shop/payments").filter((each) => each === denied)).to.have.length(1);
    });

    it("is written down of requests that failed alone, where failures are logged", async () => {
        const only = failuresOf("payments");
        await lab().apply(only);
        // Until a good answer leaves no line any more.
        await lab().eventually(async () => {
            const path = freshPath("/accounts");
            const denied = freshPath("/admin");
            expect((await lab().call("shop/web", `${payments}${path}`)).status).to.equal(200);
            expect((await lab().call("shop/web", `${payments}${denied}`)).status).to.equal(403);
            // Lines come in order, so the first would be there when the second is.
            await lab().eventually(() => expect(logged("shop/payments")).to.include(denied));
            expect(logged("shop/payments")).not.to.include(path);
        });
        await lab().remove(only);
        const sent = new Set<string>();
        await lab().eventually(async () => {
            const path = freshPath("/accounts");
            sent.add(path);
            await lab().call("shop/web", `${payments}${path}`);
            expect(logged("shop/payments").some((each) => sent.has(`${each}`))).to.equal(true);
        });
    });

    it("is written down of plain connections that policy ended, and not of others, where failures are logged", async () => {
        const lines = () => lab().accessLog("shop/vault");
        const refusals = () =>
            lines().filter((line) =>
                `${line["connection_termination_details"]}`.startsWith("rbac_access_denied"),
            );
        const only = failuresOf("vault");
        await lab().apply(only);
        await lab().eventually(async () => {
            const before = { all: lines().length, refused: refusals().length };
            await lab().call("shop/web", vault);
            await lab().call("guest/stranger", vault);
            await lab().eventually(() => expect(refusals().length).to.be.greaterThan(before.refused));
            expect(lines().length - before.all).to.equal(refusals().length - before.refused);
        });
        await lab().remove(only);
    });

    it("is counted by the statistics that alerts read, and by none that nobody does", async () => {
        const count = (statistic: RegExp) => counted("shop/web", statistic);
        expect(await count(/^cluster\.outbound\|80\|\|payments\..*\.upstream_rq_total$/)).to.be.greaterThan(
            0,
        );
        expect(await count(/^cluster\.outbound\|80\|\|payments\..*\.upstream_rq_completed$/)).to.equal(0);
    });
});
