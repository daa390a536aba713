import { AdmissionregistrationV1Api, CoreV1Api } from "@kubernetes/client-node";
import { expect } from "chai";
import { Journal } from "./rollback/journal";
import { RollbackLab } from "./rollback/rollbackLab";
import { hasProxy, istioDefinitions, namespaces, pods, policies } from "./rollback/standing";
import { lastLines } from "./support/command";
import { type Plain, patch, refusalOf } from "./support/objects";
import { until } from "./support/until";

/** Each step needs what the one before it left, so the first failure is the last. */
describe("a mesh that is taken back", function () {
    this.bail(true);
    let mesh: RollbackLab;
    let declared: Readonly<Record<string, unknown>>;
    const kubernetes = () => mesh.lab.kubernetes;

    before(async () => {
        mesh = await RollbackLab.start();
        await mesh.update();
        declared = await policies(kubernetes());
    });

    after(async function () {
        if (this.test?.parent?.tests.some((each) => each.isFailed())) {
            console.log(`\n── the last words of the engine\n${lastLines(mesh.lab.engineLog(), 40)}`);
        }
        await mesh?.lab.dispose();
    });

    it("begins enforced, with a proxy in every pod", async () => {
        expect(await pods(kubernetes())).to.deep.equal(["shop with proxy", "web with proxy"]);
        expect(Object.keys(declared)).to.include.members([
            "AuthorizationPolicy istio-system/default-deny",
            "AuthorizationPolicy shop/orders",
            "NetworkPolicy shop/orders",
            "PeerAuthentication istio-system/default",
        ]);
    });

    describe("quick: uninjected", () => {
        let journal: Journal;

        before(async () => {
            journal = await Journal.begin(kubernetes());
            await mesh.update("uninjected");
        });

        after(() => journal.end());

        it("restarts every pod without a proxy in the same update, and keeps the gateway's", async () => {
            expect(await pods(kubernetes())).to.deep.equal(["shop without", "web without"]);
            const { items } = await kubernetes()
                .makeApiClient(CoreV1Api)
                .listNamespacedPod({ namespace: "istio-ingress" });
            expect(items.map(hasProxy)).to.deep.equal([true]);
        });

        it("has opened every namespace before the first pod without a proxy starts", async () => {
            const plain = (await Promise.all(namespaces.map(firstPlainPod))).map(({ version }) => version);
            for (const namespace of namespaces) {
                for (const [kind, opened] of [
                    ["PeerAuthentication", '"PERMISSIVE"'],
                    ["AuthorizationPolicy", '"rules":[{}]'],
                    ["NetworkPolicy", '"ingress":[{}]'],
                ] as const) {
                    const { version } = await journal.tells(
                        kind,
                        ({ type, object }) =>
                            type !== "DELETED" &&
                            object.metadata?.namespace === namespace &&
                            JSON.stringify(object.spec).includes(opened),
                    );
                    expect(version, `${kind} of ${namespace}`).to.be.lessThan(Math.min(...plain));
                }
            }
        });

        it("leaves nothing that closes", async () => {
            const left = Object.keys(await policies(kubernetes())).filter(
                (each) => / (shop|web|istio-system)\//.test(each) && !/ istio-system\/istiod/.test(each),
            );
            expect(left).to.deep.equal([
                "AuthorizationPolicy shop/orders-audit-pass",
                "AuthorizationPolicy web/web-audit-pass",
                "DestinationRule shop/orders",
                "DestinationRule web/web",
                "NetworkPolicy shop/default-deny",
                "NetworkPolicy web/default-deny",
                "PeerAuthentication shop/default",
                "PeerAuthentication web/default",
                "Sidecar shop/default",
                "Sidecar web/default",
                "VirtualService shop/orders",
                "VirtualService web/web",
            ]);
        });

        it("still judges what is written: accepts the valid and refuses the invalid", async () => {
            expect(await refusalOf(kubernetes(), route("orders.shop.svc.cluster.local"))).to.equal(undefined);
            expect(await refusalOf(kubernetes(), route())).to.contain("validation.istio.io");
        });

        it("leaves nothing to do", async () => {
            expect(await mesh.pending()).to.deep.equal([]);
        });

        function firstPlainPod(namespace: string) {
            return journal.tells(
                "Pod",
                ({ type, object }) =>
                    type === "ADDED" && object.metadata?.namespace === namespace && !hasProxy(object),
            );
        }
    });

    describe("forward again", () => {
        it("gives every pod its proxy while everything passes", async () => {
            await mesh.update("observed");
            expect(await pods(kubernetes())).to.deep.equal(["shop with proxy", "web with proxy"]);
            const standing = await policies(kubernetes());
            expect(standing["PeerAuthentication shop/default"]).to.deep.include({
                spec: { mtls: { mode: "PERMISSIVE" } },
            });
        });

        it("comes to exactly what stood before, and restarts nothing for it", async () => {
            const before = await podNames();
            await mesh.update();
            expect(await policies(kubernetes())).to.deep.equal(declared);
            expect(await podNames()).to.deep.equal(before);
        });
    });

    describe("emergency: unmeshed, while the control plane is dead", () => {
        let journal: Journal;

        before(async () => {
            await endControlPlane();
            journal = await Journal.begin(kubernetes());
            await mesh.update("unmeshed");
        });

        after(() => journal.end());

        it("leaves no webhook, no control plane, no gateway and no object of Istio's", async () => {
            const admission = kubernetes().makeApiClient(AdmissionregistrationV1Api);
            const [mutating, validating] = await Promise.all([
                admission.listMutatingWebhookConfiguration(),
                admission.listValidatingWebhookConfiguration(),
            ]);
            const names = [...mutating.items, ...validating.items].map(({ metadata }) => metadata?.name);
            expect(names.filter((name) => name?.startsWith("istio"))).to.deep.equal([]);
            const { items } = await kubernetes().makeApiClient(CoreV1Api).listNamespace();
            const istio = items.filter(({ metadata }) => metadata?.name?.startsWith("istio-"));
            expect(istio.map(({ metadata }) => metadata?.name)).to.deep.equal([]);
            expect(Object.keys(await policies(kubernetes()))).to.deep.equal([
                "NetworkPolicy shop/default-deny",
                "NetworkPolicy web/default-deny",
            ]);
        });

        it("leaves the workloads, restarted without proxies, in namespaces that inject nothing", async () => {
            expect(await pods(kubernetes())).to.deep.equal(["shop without", "web without"]);
            const api = kubernetes().makeApiClient(CoreV1Api);
            for (const name of namespaces) {
                const { metadata } = await api.readNamespace({ name });
                expect(metadata?.labels).to.not.have.any.keys("istio.io/rev", "istio-injection");
                expect(metadata?.labels).to.include({ "meshwright.io/rollback": "unmeshed" });
            }
        });

        it("took the tags and the default validator away before the control plane they call", async () => {
            const istiod = await journal.tells(
                "Deployment",
                ({ type, object }) => type === "DELETED" && object.metadata?.name === "istiod-1-31-0",
            );
            for (const [kind, name] of [
                ["ValidatingWebhookConfiguration", "istiod-default-validator"],
                ["MutatingWebhookConfiguration", "istio-revision-tag-default"],
                ["MutatingWebhookConfiguration", "istio-revision-tag-gateways"],
                ["MutatingWebhookConfiguration", "istio-revision-tag-stable"],
            ] as const) {
                const gone = await journal.tells(
                    kind,
                    ({ type, object }) => type === "DELETED" && object.metadata?.name === name,
                );
                expect(gone.version, name).to.be.lessThan(istiod.version);
            }
        });

        it("keeps Istio's CRDs, and a second run does nothing", async () => {
            expect(await istioDefinitions(kubernetes())).to.be.greaterThan(10);
            expect(await mesh.pending()).to.deep.equal([]);
        });

        it("is installed again over what remains", async () => {
            await mesh.update();
            expect(await policies(kubernetes())).to.deep.equal(declared);
            expect(await pods(kubernetes())).to.deep.equal(["shop with proxy", "web with proxy"]);
            expect(await refusalOf(kubernetes(), route())).to.contain("validation.istio.io");
        });
    });

    /** An emergency: whatever asks the control plane is refused, be it a pod or a piece of configuration. */
    async function endControlPlane(): Promise<void> {
        await patch(kubernetes(), {
            apiVersion: "apps/v1",
            kind: "Deployment",
            metadata: { name: "istiod-1-31-0", namespace: "istio-system" },
            spec: { replicas: 0 },
        });
        await until("nothing judges configuration any more", async () => {
            const refusal = await refusalOf(kubernetes(), route("orders.shop.svc.cluster.local"));
            return refusal?.includes("failed calling webhook") || undefined;
        });
    }

    async function podNames(): Promise<readonly (string | undefined)[]> {
        const api = kubernetes().makeApiClient(CoreV1Api);
        const lists = await Promise.all(namespaces.map((namespace) => api.listNamespacedPod({ namespace })));
        return lists.flatMap(({ items }) => items.map(({ metadata }) => metadata?.name)).sort();
    }
});

/** The schema of its CRD takes a route to nowhere; only istiod knows better. No revision label: the default judges. */
function route(...hosts: readonly string[]): Plain {
    return {
        apiVersion: "networking.istio.io/v1",
        kind: "VirtualService",
        metadata: { name: "probe", namespace: "web" },
        spec: {
            hosts: ["probe.example.com"],
            http: [{ route: hosts.map((host) => ({ destination: { host } })) }],
        },
    };
}
