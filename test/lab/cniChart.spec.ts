import { expect } from "chai";
import { cniValues, istiodValues } from "../../components/istio/values";
import { istioReleases } from "../../lab/tools";
import { type RenderedObject, renderedChart } from "./support/renderedChart";

interface Agent extends RenderedObject {
    readonly spec: {
        readonly template: {
            readonly spec: {
                readonly hostNetwork?: boolean;
                readonly containers: readonly {
                    readonly image: string;
                    readonly securityContext: object;
                    readonly resources: object;
                }[];
            };
        };
    };
}

for (const { version, ...release } of istioReleases) {
    const revision = version.replaceAll(".", "-");

    describe(`istio-cni by the chart of ${version}`, () => {
        let objects: readonly RenderedObject[];
        before(async () => {
            const values = cniValues({ version, hub: "docker.io/istio" });
            objects = await renderedChart({ version, ...release }, "cni", "istio-cni", values);
        });

        it("is one DaemonSet with what it reads, closed but for its metrics and its health", () => {
            const named = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();
            expect(named).to.deep.equal([
                "ClusterRole istio-cni",
                "ClusterRole istio-cni-repair-role",
                "ClusterRoleBinding istio-cni",
                "ClusterRoleBinding istio-cni-repair-rolebinding",
                "ConfigMap istio-cni-config",
                "DaemonSet istio-cni-node",
                "NetworkPolicy istio-cni",
                "ServiceAccount istio-cni",
            ]);
        });

        it("may write nothing but events, because it repairs pods in place", () => {
            const rules = objects
                .filter(({ kind }) => kind === "ClusterRole")
                .flatMap((role) => (role as RenderedObject & { readonly rules: readonly Rule[] }).rules);
            const writes = rules.filter(({ verbs }) => verbs.some((verb) => !reading.has(verb)));
            expect(writes.map(({ resources }) => resources)).to.deep.equal([["events"]]);
        });

        it("runs the official distroless image, confined and within limits", () => {
            const { spec } = objects.find(({ kind }) => kind === "DaemonSet") as Agent;
            expect(spec.template.spec).not.to.have.property("hostNetwork");
            const [container, ...more] = spec.template.spec.containers;
            expect(more).to.deep.equal([]);
            expect(container?.image).to.equal(`docker.io/istio/install-cni:${version}-distroless`);
            expect(container?.securityContext).to.deep.include({
                privileged: false,
                appArmorProfile: { type: "Unconfined" },
                seccompProfile: { type: "RuntimeDefault" },
            });
            expect(container?.resources).to.deep.equal({
                limits: { cpu: 1, memory: "512Mi" },
                requests: { cpu: "100m", memory: "100Mi" },
            });
        });
    });

    describe(`the injector of ${version}`, () => {
        for (const cni of [true, false]) {
            it(`${cni ? "leaves redirection to istio-cni" : "redirects itself"} where the stack ${cni ? "has one" : "has none"}`, async () => {
                const values = istiodValues({
                    revision,
                    version,
                    hub: "docker.io/istio",
                    trustDomain: "cluster.local",
                    size: { replicas: 1, maxReplicas: 1, cpu: "500m", memory: "2Gi" },
                    rootNamespace: "istio-system",
                    cni,
                });
                const all = await renderedChart(
                    { version, ...release },
                    "istiod",
                    `istiod-${revision}`,
                    values,
                );
                const injector = all.find(
                    ({ kind, metadata }) =>
                        kind === "ConfigMap" && metadata.name === `istio-sidecar-injector-${revision}`,
                ) as RenderedObject & { readonly data: { readonly values: string } };
                const read = JSON.parse(injector.data.values) as { pilot: { cni: { enabled: boolean } } };
                expect(read.pilot.cni.enabled).to.equal(cni);
            });
        }
    });
}

interface Rule {
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
}
const reading = new Set(["get", "list", "watch"]);
