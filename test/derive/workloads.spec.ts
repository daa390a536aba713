import { expect } from "chai";
import type { WorkloadDeployment } from "../../components/graph/model";
import type { PodSpec } from "../../components/istio/workloadTypes";
import { deploymentOf, namespaceOf, portOf, serviceOf, workloadOf } from "../support/graphs";
import { type Emitted, emitted } from "../support/manifests";

function deployed(more: Partial<WorkloadDeployment> = {}, deploy = true): Emitted {
    return emitted({
        namespaces: [namespaceOf("core", "enforced", { deploy })],
        workloads: [
            workloadOf("core/shop", { serviceAccount: "shop-runner", deployment: deploymentOf(more) }),
            workloadOf("core/elsewhere"),
        ],
        services: [
            serviceOf("core/shop", { ports: [portOf("http", 80, 8080)] }),
            serviceOf("core/elsewhere", { ports: [portOf("http", 80, 8080)] }),
        ],
    });
}

const kinds = [
    "ServiceAccount",
    "Deployment",
    "StatefulSet",
    "Job",
    "CronJob",
    "PodDisruptionBudget",
    "Service",
];
const podLabels = { app: "shop", version: "v1", "meshwright.io/deployment": "shop" };
const metadata = {
    name: "shop",
    namespace: "core",
    labels: { "app.kubernetes.io/managed-by": "meshwright", ...podLabels },
};

function podOf(all: Emitted, kind = "Deployment"): PodSpec {
    return (all.spec(kind, "core/shop") as { template: { spec: PodSpec } }).template.spec;
}

describe("deployed workloads", () => {
    it("run hardened: not root, nothing writable, no capability, no token, with requests, limits and probes", () => {
        const all = deployed({
            probe: { path: "/healthz", port: 8080 },
            env: { ZONE: "a", LEVEL: "info" },
            command: ["/shop"],
            args: ["--serve"],
            writable: ["/var/cache", "/tmp"],
        });
        expect(all.one("Deployment", "core/shop")).to.deep.equal({
            apiVersion: "apps/v1",
            kind: "Deployment",
            metadata,
            spec: {
                replicas: 1,
                selector: { matchLabels: { app: "shop", "meshwright.io/deployment": "shop" } },
                template: {
                    metadata: { labels: podLabels },
                    spec: {
                        serviceAccountName: "shop-runner",
                        automountServiceAccountToken: false,
                        terminationGracePeriodSeconds: 30,
                        securityContext: {
                            runAsNonRoot: true,
                            runAsUser: 10001,
                            runAsGroup: 10001,
                            fsGroup: 10001,
                            seccompProfile: { type: "RuntimeDefault" },
                        },
                        containers: [
                            {
                                name: "shop",
                                image: "registry.example.com/app:1.0.0",
                                command: ["/shop"],
                                args: ["--serve"],
                                env: [
                                    { name: "LEVEL", value: "info" },
                                    { name: "ZONE", value: "a" },
                                ],
                                ports: [{ containerPort: 8080 }],
                                startupProbe: {
                                    httpGet: { path: "/healthz", port: 8080 },
                                    periodSeconds: 5,
                                    failureThreshold: 60,
                                },
                                readinessProbe: {
                                    httpGet: { path: "/healthz", port: 8080 },
                                    periodSeconds: 5,
                                    failureThreshold: 2,
                                },
                                livenessProbe: {
                                    httpGet: { path: "/healthz", port: 8080 },
                                    periodSeconds: 10,
                                    failureThreshold: 3,
                                },
                                resources: {
                                    requests: { cpu: "100m", memory: "128Mi" },
                                    limits: { cpu: "500m", memory: "256Mi" },
                                },
                                securityContext: {
                                    allowPrivilegeEscalation: false,
                                    readOnlyRootFilesystem: true,
                                    capabilities: { drop: ["ALL"] },
                                },
                                volumeMounts: [
                                    { name: "writable-0", mountPath: "/tmp" },
                                    { name: "writable-1", mountPath: "/var/cache" },
                                ],
                            },
                        ],
                        volumes: [
                            { name: "writable-0", emptyDir: {} },
                            { name: "writable-1", emptyDir: {} },
                        ],
                    },
                },
            },
        });
    });

    it("are probed by TCP when no path is given", () => {
        const [container] = podOf(deployed({ probe: { port: 5432 } })).containers;
        for (const probe of [container?.startupProbe, container?.readinessProbe, container?.livenessProbe]) {
            expect(probe).to.deep.include({ tcpSocket: { port: 5432 } });
        }
    });

    it("bring their account without a token and their service with the protocol in appProtocol", () => {
        const all = deployed();
        expect(all.one("ServiceAccount", "core/shop-runner")).to.deep.equal({
            apiVersion: "v1",
            kind: "ServiceAccount",
            metadata: {
                name: "shop-runner",
                namespace: "core",
                labels: { "app.kubernetes.io/managed-by": "meshwright", app: "shop" },
            },
            automountServiceAccountToken: false,
        });
        expect(all.spec("Service", "core/shop")).to.deep.equal({
            selector: { app: "shop" },
            ports: [{ name: "http", port: 80, targetPort: 8080, protocol: "TCP", appProtocol: "http" }],
        });
    });

    it("are nothing at all where another program deploys them, not even an account", () => {
        const all = deployed({}, false);
        expect(kinds.flatMap((kind) => all.names(kind, "core"))).to.deep.equal([]);
        expect(kinds.flatMap((kind) => deployed().names(kind, "core"))).to.deep.equal([
            "shop-runner",
            "shop",
            "shop",
        ]);
    });

    const budgets = [
        { kind: "Deployment", replicas: 1, budget: [] },
        { kind: "Deployment", replicas: 2, budget: ["shop"] },
        { kind: "StatefulSet", replicas: 3, budget: ["shop"] },
        { kind: "Job", replicas: 3, budget: [] },
    ] as const;
    for (const { kind, replicas, budget } of budgets) {
        it(`${budget.length > 0 ? "keep" : "need"} ${budget.length > 0 ? "a" : "no"} disruption budget as ${kind} of ${replicas}`, () => {
            const all = deployed({ kind, replicas });
            expect(all.names("PodDisruptionBudget", "core")).to.deep.equal(budget);
            expect(all.in("core").filter((each) => each.kind === kind)).to.have.lengthOf(1);
        });
    }

    it("spare one replica at a time", () => {
        expect(deployed({ replicas: 2 }).spec("PodDisruptionBudget", "core/shop")).to.deep.equal({
            maxUnavailable: 1,
            selector: { matchLabels: { app: "shop", "meshwright.io/deployment": "shop" } },
        });
    });

    it("keep their selector when the version changes, which Kubernetes could not change", () => {
        const selector = (version: string): unknown =>
            (deployed({ version }).spec("Deployment", "core/shop") as { selector: unknown }).selector;
        expect(selector("v2")).to.deep.equal(selector("v1"));
    });

    it("as a StatefulSet get their volumes and a headless service to name their pods", () => {
        const all = emitted({
            namespaces: [namespaceOf("core", "enforced", { deploy: true })],
            workloads: [
                workloadOf("core/db", {
                    deployment: deploymentOf({
                        kind: "StatefulSet",
                        volumes: [{ name: "data", mountPath: "/var/lib/db", size: "10Gi" }],
                    }),
                }),
            ],
            services: [
                serviceOf("core/db-first", { workload: "core/db" }),
                serviceOf("core/db-pods", { workload: "core/db", headless: true }),
            ],
        });
        expect(all.spec("StatefulSet", "core/db")).to.deep.include({
            serviceName: "db-pods",
            volumeClaimTemplates: [
                {
                    metadata: { name: "data" },
                    spec: {
                        accessModes: ["ReadWriteOnce"],
                        resources: { requests: { storage: "10Gi" } },
                    },
                },
            ],
        });
        expect(all.spec("Service", "core/db-pods")).to.have.property("clusterIP", "None");
        expect(all.spec("Service", "core/db-first")).not.to.have.property("clusterIP");
        expect(
            (all.spec("StatefulSet", "core/db") as { template: { spec: PodSpec } }).template.spec
                .containers[0],
        ).to.have.deep.property("volumeMounts", [{ name: "data", mountPath: "/var/lib/db" }]);
    });

    it("as a Job run to an end under their own name", () => {
        const all = deployed({ kind: "Job" });
        expect(podOf(all, "Job").restartPolicy).to.equal("Never");
        expect(all.spec("Job", "core/shop")).not.to.have.property("ttlSecondsAfterFinished");
    });

    it("as a CronJob never overlap themselves", () => {
        const all = deployed({ kind: "CronJob", schedule: "0 3 * * *" });
        expect(all.spec("CronJob", "core/shop")).to.deep.include({
            schedule: "0 3 * * *",
            concurrencyPolicy: "Forbid",
        });
    });

    it("never run as the proxy's user, whose traffic is not redirected", () => {
        for (const kind of ["Deployment", "StatefulSet", "Job"] as const) {
            expect(podOf(deployed({ kind }), kind).securityContext.runAsUser).to.equal(10001);
        }
    });

    it("carry the labels they are selected by, whatever those are", () => {
        const all = emitted({
            namespaces: [namespaceOf("core", "enforced", { deploy: true })],
            workloads: [
                workloadOf("core/shop", {
                    selector: { tier: "front", app: "storefront" },
                    deployment: deploymentOf(),
                }),
            ],
        });
        expect(all.spec("Deployment", "core/shop"))
            .to.have.nested.property("template.metadata.labels")
            .that.deep.equals({
                app: "storefront",
                version: "v1",
                "meshwright.io/deployment": "shop",
                tier: "front",
            });
    });
});
