import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readCluster } from "../../components/liveCluster";
import type { ClusterView } from "../../components/revisions/clusterView";
import { type Answering, FakeApiServer, refusal } from "./fakeApiServer";

const readings = [
    "namespaces",
    "pods",
    "workloads",
    "services",
    "webhooks",
    "gateways",
    "machines",
    "customResourceDefinitions",
] as const;

describe("reading a cluster", () => {
    let server: FakeApiServer;
    afterEach(() => server.stop());

    async function read(answering?: Answering, timeoutSeconds?: number): Promise<ClusterView> {
        server = new FakeApiServer(answering);
        await server.start();
        return readCluster({ kubeconfig: server.kubeconfig(), timeoutSeconds });
    }

    it("takes nothing for an answer where there is nothing, and the server's version", async () => {
        const view = await read();
        for (const each of readings) {
            expect(view[each]).to.deep.equal({ read: true, items: [] });
        }
        expect(view.kubernetes).to.equal("1.36");
    });

    it("asks for 500 objects at a time and goes on until the server has no more", async () => {
        const view = await read((path, query) => {
            if (path !== "/api/v1/pods") {
                return undefined;
            }
            const page = Number(query.get("continue") ?? "0");
            const items = [{ metadata: { namespace: "shop", name: `web-${page}` } }];
            return { body: { metadata: page < 2 ? { continue: `${page + 1}` } : {}, items } };
        });
        expect(namesOf(view.pods)).to.deep.equal(["web-0", "web-1", "web-2"]);
        const pages = server.asked.filter(({ path }) => path === "/api/v1/pods").map(({ query }) => query);
        expect(pages.map((each) => each.get("limit"))).to.deep.equal(["500", "500", "500"]);
        expect(pages.map((each) => each.get("continue"))).to.deep.equal([null, "1", "2"]);
    });

    it("begins a list anew when the server has forgotten where it was", async () => {
        let pages = 0;
        const view = await read((path) => {
            if (path !== "/api/v1/services") {
                return undefined;
            }
            pages += 1;
            return pages === 2
                ? refusal(410, "the continue token is too old")
                : {
                      body: {
                          metadata: pages === 1 ? { continue: "more" } : {},
                          items: [{ metadata: { name: `page-${pages}` } }],
                      },
                  };
        });
        expect(namesOf(view.services)).to.deep.equal(["page-3"]);
    });

    it("gives a list up that changes faster than it can be read", async () => {
        const view = await read((path) =>
            path === "/api/v1/services" ? refusal(410, "too old") : undefined,
        );
        expect(view.services).to.deep.equal({
            read: false,
            because: "Services changed faster than they could be read; try again",
        });
    });

    it("leaves finished pods to the server, and reads no more of namespaces and CRDs than their metadata", async () => {
        await read();
        const asked = new Map(server.asked.map((each) => [each.path, each]));
        expect(asked.get("/api/v1/pods")?.query.get("fieldSelector")).to.equal(
            "status.phase!=Succeeded,status.phase!=Failed",
        );
        for (const path of [
            "/api/v1/namespaces",
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
        ]) {
            expect(asked.get(path)?.accept).to.match(/^application\/json;as=PartialObjectMetadataList;/);
        }
    });

    it("makes one reading unreadable by one refusal, with the server's own words", async () => {
        const message = 'cronjobs.batch is forbidden: User "ci" cannot list resource "cronjobs"';
        const view = await read((path) =>
            path === "/apis/batch/v1/cronjobs" ? refusal(403, message) : undefined,
        );
        expect(view.workloads).to.deep.equal({
            read: false,
            because: `the API server refused CronJobs (403): ${message}`,
        });
        for (const each of readings.filter((one) => one !== "workloads")) {
            expect(view[each].read).to.equal(true);
        }
    });

    it("calls CRDs that are not installed empty, and falls back to their older version", async () => {
        const view = await read((path) => {
            if (path === "/apis/networking.istio.io/v1beta1/workloadgroups") {
                return { body: { items: [{ metadata: { namespace: "shop", name: "vms" } }] } };
            }
            return /gateway\.networking|networking\.istio/.test(path)
                ? refusal(404, "the server could not find the requested resource")
                : undefined;
        });
        expect(view.gateways).to.deep.equal({ read: true, items: [] });
        expect(namesOf(view.machines)).to.deep.equal(["vms"]);
    });

    it("does not call a list of Kubernetes empty that is not served", async () => {
        const view = await read((path) =>
            path === "/apis/apps/v1/deployments" ? refusal(404, "") : undefined,
        );
        expect(view.workloads).to.deep.equal({
            read: false,
            because: "the API server does not serve Deployments",
        });
    });

    it("asks a busy server again, when it says so, and not for ever", async () => {
        let busy = 1;
        const busyOnce = await read((path) => {
            if (path === "/api/v1/pods" && busy > 0) {
                busy -= 1;
                return { ...refusal(429, "too many requests"), headers: { "retry-after": "0" } };
            }
            return undefined;
        });
        expect(busyOnce.pods.read).to.equal(true);
        await server.stop();
        const always = await read((path) =>
            path === "/api/v1/pods"
                ? { ...refusal(429, "too many requests"), headers: { "retry-after": "0" } }
                : undefined,
        );
        expect(always.pods).to.deep.equal({
            read: false,
            because: "the API server refused pods (429): too many requests",
        });
        expect(server.asked.filter(({ path }) => path === "/api/v1/pods").length).to.equal(3);
    });

    it("gives one reason for everything when nobody answers in time", async () => {
        const view = await read(() => "never", 0.3);
        for (const each of readings) {
            expect(view[each]).to.deep.equal({
                read: false,
                because: "the cluster did not answer within 0.3 s",
            });
        }
        expect(view.kubernetes).to.equal(undefined);
    });

    it("keeps what it has read when the time is over for the rest", async () => {
        const view = await read((path) => (path === "/api/v1/pods" ? "never" : undefined), 1);
        expect(view.pods).to.deep.equal({
            read: false,
            because: "the cluster did not answer within 1 s",
        });
        expect(view.namespaces.read).to.equal(true);
    });

    it("gives one reason for everything when there is no cluster", async () => {
        server = new FakeApiServer();
        await server.start();
        const kubeconfig = server.kubeconfig();
        const { port } = server;
        await server.stop();
        const view = await readCluster({ kubeconfig });
        for (const each of readings) {
            expect(view[each]).to.deep.equal({
                read: false,
                because: `connect ECONNREFUSED 127.0.0.1:${port}`,
            });
        }
    });

    it("says which contexts there are when the one asked for is not", async () => {
        server = new FakeApiServer();
        await server.start();
        const view = await readCluster({ kubeconfig: server.kubeconfig(), context: "prod" });
        expect(view.pods).to.deep.equal({
            read: false,
            because: 'the kubeconfig has no context "prod"; it has "fake"',
        });
    });

    it("takes the path of a kubeconfig as well, and says when there is no such file", async () => {
        server = new FakeApiServer();
        await server.start();
        const folder = mkdtempSync(join(tmpdir(), "meshwright-kubeconfig-"));
        try {
            const path = join(folder, "config");
            writeFileSync(path, server.kubeconfig("/clusters/one"));
            const view = await readCluster({ kubeconfig: path });
            expect(view.pods.read).to.equal(true);
            expect(server.asked.map((each) => each.path)).to.include("/clusters/one/api/v1/pods");
            const none = await readCluster({ kubeconfig: join(folder, "other") });
            expect(none.pods).to.deep.equal({
                read: false,
                because: `there is no kubeconfig ${join(folder, "other")}: the file does not exist`,
            });
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});

function namesOf(reading: ClusterView["services" | "pods" | "machines"]): readonly string[] {
    return reading.read ? reading.items.map(({ name }) => name) : [reading.because];
}
