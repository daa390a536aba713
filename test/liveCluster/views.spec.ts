import { expect } from "chai";
import { gateway, machine, pod, service, webhook } from "../../components/liveCluster/views";
import { workloads } from "../../components/liveCluster/workloadView";

const named = { namespace: "shop", name: "web" };
const plain = { kind: "Pod", ...named, labels: {}, annotations: {} };

describe("what is kept of an object", () => {
    it("finds the proxy of a pod among its containers and among those that start first", () => {
        const proxy = { name: "istio-proxy", image: "docker.io/istio/proxyv2:1.31.1" };
        for (const spec of [
            { containers: [{ name: "app" }, proxy] },
            { containers: [{ name: "app" }], initContainers: [proxy] },
        ]) {
            expect(pod({ metadata: named, spec, status: { phase: "Running" } })).to.deep.equal({
                ...plain,
                phase: "Running",
                ending: false,
                proxyImage: "docker.io/istio/proxyv2:1.31.1",
            });
        }
    });

    it("calls a pod ending that has a time of deletion, and one without a phase unknown", () => {
        const metadata = { ...named, deletionTimestamp: "2026-11-28T00:00:00Z" };
        expect(pod({ metadata })).to.deep.equal({ ...plain, phase: "Unknown", ending: true });
    });

    it("names the Deployment behind a ReplicaSet, and a ReplicaSet that has none", () => {
        const owned = (kind: string, name: string, hash?: string) =>
            pod({
                metadata: {
                    ...named,
                    labels: hash === undefined ? {} : { "pod-template-hash": hash },
                    ownerReferences: [
                        { kind: "Backup", name: "other" },
                        { kind, name, controller: true },
                    ],
                },
            }).owner;
        expect(owned("ReplicaSet", "web-5d8c9f7b6", "5d8c9f7b6")).to.deep.equal({
            kind: "Deployment",
            name: "web",
        });
        expect(owned("ReplicaSet", "web-5d8c9f7b6")).to.deep.equal({
            kind: "ReplicaSet",
            name: "web-5d8c9f7b6",
        });
        expect(owned("StatefulSet", "db", "5d8c9f7b6")).to.deep.equal({ kind: "StatefulSet", name: "db" });
    });

    it("counts the pods of a workload by what its kind says of them", () => {
        const counted = (kind: string, object: Parameters<typeof workloads>[1]) =>
            workloads(kind, { metadata: named, ...object }).map(({ wanted, available }) => [
                wanted,
                available,
            ]);
        expect(
            counted("Deployment", { spec: { replicas: 3 }, status: { availableReplicas: 2 } }),
        ).to.deep.equal([[3, 2]]);
        expect(counted("StatefulSet", { spec: { replicas: 0 } })).to.deep.equal([[0, 0]]);
        expect(counted("Deployment", {})).to.deep.equal([[1, 0]]);
        expect(
            counted("DaemonSet", { status: { desiredNumberScheduled: 5, numberAvailable: 4 } }),
        ).to.deep.equal([[5, 4]]);
        expect(counted("Job", { spec: { parallelism: 2 }, status: { active: 1 } })).to.deep.equal([[2, 1]]);
        expect(counted("CronJob", {})).to.deep.equal([[0, 0]]);
    });

    it("keeps the labels and images of the pods that a workload starts, a CronJob's too", () => {
        const template = {
            metadata: { labels: { "istio.io/rev": "canary" }, annotations: { "istio.io/rev": "1-31-1" } },
            spec: {
                containers: [{ name: "app", image: "app:1" }],
                initContainers: [{ name: "wait", image: "wait:1" }],
            },
        };
        for (const [kind, spec] of [
            ["Deployment", { template }],
            ["CronJob", { jobTemplate: { spec: { template } } }],
        ] as const) {
            const [found] = workloads(kind, { metadata: named, spec });
            expect(found?.template).to.deep.equal(template.metadata);
            expect(found?.images).to.deep.equal({ app: "app:1", wait: "wait:1" });
        }
    });

    it("leaves out what somebody else starts, and Jobs that have finished", () => {
        const ownedBy = (kind: string, controller = true) => ({
            metadata: { ...named, ownerReferences: [{ kind, name: "web", controller }] },
        });
        const finished = (type: string) => ({
            metadata: named,
            status: { conditions: [{ type, status: "True" }] },
        });
        expect(workloads("ReplicaSet", ownedBy("Deployment"))).to.deep.equal([]);
        expect(workloads("Job", ownedBy("CronJob"))).to.deep.equal([]);
        expect(workloads("ReplicaSet", ownedBy("Deployment", false)).length).to.equal(1);
        expect(workloads("Job", finished("Complete"))).to.deep.equal([]);
        expect(workloads("Job", finished("Failed"))).to.deep.equal([]);
        expect(workloads("Job", finished("Suspended")).length).to.equal(1);
        expect(workloads("Deployment", ownedBy("Deployment")).length).to.equal(1);
        expect(workloads("ReplicaSet", { metadata: named }).length).to.equal(1);
    });

    it("keeps ReplicaSets and Jobs whose maker is not listed, also those that run nothing now", () => {
        const template = { metadata: { labels: { "istio.io/rev": "1-30-5" } } };
        for (const [kind, maker] of [
            ["ReplicaSet", "Rollout"],
            ["Job", "Workflow"],
            ["Job", "Deployment"],
        ] as const) {
            const metadata = { ...named, ownerReferences: [{ kind: maker, name: "web", controller: true }] };
            const [found] = workloads(kind, { metadata, spec: { replicas: 0, parallelism: 0, template } });
            expect(found?.template.labels, maker).to.deep.equal({ "istio.io/rev": "1-30-5" });
            expect(found?.wanted, maker).to.equal(0);
        }
    });

    it("keeps what the environment of a proxy says of whom it calls, of a pod and of a template, and no more", () => {
        const env = [
            { name: "PROXY_CONFIG", value: '{"discoveryAddress":"istiod-1-30-5.istio-system.svc:15012"}' },
            { name: "CA_ADDR" },
            { name: "SECRET", value: "hunter2" },
        ];
        const told = { PROXY_CONFIG: '{"discoveryAddress":"istiod-1-30-5.istio-system.svc:15012"}' };
        const proxy = { name: "istio-proxy", env };
        for (const spec of [
            { containers: [{ name: "app", env: [{ name: "CA_ADDR", value: "other" }] }, proxy] },
            { initContainers: [proxy] },
        ]) {
            expect(pod({ metadata: named, spec }).proxyEnv).to.deep.equal(told);
            const [found] = workloads("Deployment", { metadata: named, spec: { template: { spec } } });
            expect(found?.template.proxyEnv).to.deep.equal(told);
        }
        const other = { containers: [{ name: "app", env }] };
        expect(pod({ metadata: named, spec: other })).to.not.have.property("proxyEnv");
    });

    it("keeps the selector of a Service, and the host that it is another name of where its type says so", () => {
        const externalName = "istiod-1-30-5.istio-system.svc.cluster.local";
        const kept = { kind: "Service", ...named, labels: {}, annotations: {} };
        expect(service({ metadata: named, spec: { selector: { app: "istiod" } } })).to.deep.equal({
            ...kept,
            selector: { app: "istiod" },
        });
        expect(service({ metadata: named, spec: { type: "ExternalName", externalName } })).to.deep.equal({
            ...kept,
            selector: {},
            externalName,
        });
        expect(service({ metadata: named, spec: { type: "ClusterIP", externalName } })).to.deep.equal({
            ...kept,
            selector: {},
        });
    });

    it("finds the Services that a webhook calls, by reference and by address, each once", () => {
        const service = { namespace: "istio-system", name: "istiod-1-31-1" };
        const found = webhook("MutatingWebhookConfiguration", {
            metadata: { name: "ours" },
            webhooks: [
                { clientConfig: { service } },
                { clientConfig: { service } },
                { clientConfig: { url: "https://istiod-1-30-5.istio-system.svc:443/inject" } },
                { clientConfig: { url: "https://hooks.example.com/inject" } },
                {},
            ],
        });
        expect(found.services).to.deep.equal(["istio-system/istiod-1-31-1", "istio-system/istiod-1-30-5"]);
    });

    it("keeps the class of a Gateway and the labels of its pods", () => {
        const spec = { gatewayClassName: "istio", infrastructure: { labels: { "istio.io/rev": "canary" } } };
        expect(gateway({ metadata: named, spec })).to.deep.equal({
            ...plain,
            kind: "Gateway",
            className: "istio",
            podLabels: { "istio.io/rev": "canary" },
        });
    });

    it("keeps the labels of proxies on machines where each kind has them", () => {
        const labels = { "istio.io/rev": "canary" };
        const entry = machine("WorkloadEntry", { metadata: named, spec: { labels } });
        const group = machine("WorkloadGroup", { metadata: named, spec: { metadata: { labels } } });
        expect([entry.template, group.template]).to.deep.equal([labels, labels]);
        expect(machine("WorkloadGroup", { metadata: named })).to.not.have.property("template");
    });
});
