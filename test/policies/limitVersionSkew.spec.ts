import { expect } from "chai";
import { limitVersionSkew as rule } from "../../policies/upgrade/limitVersionSkew";
import { chartLabels, crdOf, istiodOf, nodeAgent, sailOf } from "./controlPlane";
import { type Props, stackReports, unknown } from "./crossguard";
import { chart } from "./objects";

const run = (...objects: readonly Props[]) => stackReports(rule, objects);
const istiods = (...versions: string[]) =>
    versions.map((version) => istiodOf(version.replaceAll(".", "-"), version));
const image = (version: string) =>
    `spec.template.spec.containers[0].image is "docker.io/istio/pilot:${version}-distroless"`;
const agentImage = (name: string, version: string) =>
    `spec.template.spec.containers[0].image is "docker.io/istio/${name}:${version}"`;
const ofChart = (name: string, more: Props, values: unknown = {}) => chart(name, values, more);

describe("H-05 limit how far versions are apart", () => {
    it("accepts revisions two minors apart, one with istio-cni or ztunnel, and newer CRDs", () => {
        for (const stack of [
            istiods("1.31.1"),
            istiods("1.29.9", "1.31.1"),
            [...istiods("1.30.5", "1.31.1"), nodeAgent("istio-cni", "1.30.5")],
            [...istiods("1.30.5", "1.31.1"), nodeAgent("ztunnel", "1.31.1")],
            [...istiods("1.30.5"), crdOf("1.31.1")],
            [crdOf("1.29.0"), nodeAgent("istio-cni", "1.31.1")],
        ]) {
            expect(run(...stack), JSON.stringify(stack)).to.deep.equal([]);
        }
    });

    it("refuses revisions further apart", () => {
        expect(run(...istiods("1.28.6", "1.31.1"))).to.deep.equal([
            `mandatory: Deployment istio-system/istiod-1-31-1: ${image("1.31.1")}, 3 minors after 1.28.6 of revision 1-28-6, ` +
                "and 2 are tested; take the step in between first",
        ]);
    });

    it("refuses a second minor where istio-cni or ztunnel serves both", () => {
        for (const name of ["istio-cni", "ztunnel"] as const) {
            expect(run(...istiods("1.31.1", "1.29.9"), nodeAgent(name, "1.30.5"))).to.deep.equal([
                `mandatory: Deployment istio-system/istiod-1-31-1: ${image("1.31.1")}, 2 minors after 1.29.9 of revision 1-29-9, ` +
                    `and 1 is tested, because ${name} serves all revisions in one version; take the step in between first`,
            ]);
        }
    });

    it("refuses node agents ahead of every istiod, and far from any", () => {
        expect(run(...istiods("1.30.5"), nodeAgent("istio-cni", "1.31.1"))).to.deep.equal([
            `mandatory: DaemonSet istio-system/istio-cni-node: ${agentImage("install-cni", "1.31.1")}, so istio-cni is ahead of ` +
                "istiod 1.30.5, the newest there is; upgrade istiod first",
        ]);
        expect(run(...istiods("1.31.1"), nodeAgent("ztunnel", "1.31.2"))).to.deep.equal([
            `mandatory: DaemonSet istio-system/ztunnel: ${agentImage("ztunnel", "1.31.2")}, so ztunnel is ahead of istiod 1.31.1, ` +
                "the newest there is; upgrade istiod first",
        ]);
        expect(run(...istiods("1.31.1"), nodeAgent("ztunnel", "1.29.9"))).to.deep.equal([
            `mandatory: DaemonSet istio-system/ztunnel: ${agentImage("ztunnel", "1.29.9")}, so ztunnel is more than one minor from ` +
                "istiod 1.31.1 of revision 1-31-1; bring them within one minor of each other",
        ]);
    });

    it("refuses Sail's node agents ahead of every istiod, and a second minor beside them", () => {
        expect(run(...istiods("1.30.5"), sailOf("IstioCNI", { version: "v1.31.1" }))).to.deep.equal([
            'mandatory: IstioCNI default: spec.version is "v1.31.1", so istio-cni is ahead of istiod 1.30.5, the newest ' +
                "there is; upgrade istiod first",
        ]);
        expect(run(...istiods("1.29.9", "1.31.1"), sailOf("ZTunnel", { version: "v1.30.5" }))).to.deep.equal([
            `mandatory: Deployment istio-system/istiod-1-31-1: ${image("1.31.1")}, 2 minors after 1.29.9 of revision 1-29-9, ` +
                "and 1 is tested, because ztunnel serves all revisions in one version; take the step in between first",
        ]);
        expect(run(...istiods("1.31.1"), sailOf("IstioCNI", { version: "v1.30-latest" }))).to.deep.equal([]);
        expect(run(...istiods("1.31.1"), sailOf("ZTunnel", { version: "v1.31.1" }))).to.deep.equal([]);
    });

    it("refuses CRDs older than the newest istiod, once for all of a version", () => {
        const because =
            "older than istiod 1.31.1, which may need fields that these CRDs drop; install the CRDs of 1.31.1 first: newer " +
            "ones serve older control planes";
        const crds = [crdOf("1.30.5"), crdOf("1.30.5", "gateways.networking.istio.io")];
        expect(run(...istiods("1.30.5", "1.31.1"), ...crds)).to.deep.equal([
            'mandatory: CustomResourceDefinition sidecars.networking.istio.io: metadata.labels["app.kubernetes.io/version"] is ' +
                `"1.30.5", ${because}`,
        ]);
        expect(
            run(...istiods("1.31.1"), crdOf("1.30.5", "gateways.gateway.networking.k8s.io")),
        ).to.deep.equal([]);
    });

    it("reads versions from tags, from the charts' labels, and from releases", () => {
        const labelled = { ...istiodOf("old", "main") };
        labelled["metadata"] = { name: "istiod-old", labels: { ...chartLabels("istiod", "1.28.6") } };
        expect(run(...istiods("1.31.1"), labelled)).to.have.length(1);
        const chartOnly = {
            ...labelled,
            metadata: { name: "istiod-old", labels: { "helm.sh/chart": "istiod-1.28.6" } },
        };
        expect(run(...istiods("1.31.1"), chartOnly)).to.have.length(1);
        const development = { ...labelled, metadata: { name: "istiod-old" } };
        expect(run(...istiods("1.31.1"), development)).to.deep.equal([]);
        for (const old of [
            ofChart("istiod", { version: "1.28.6" }, { revision: "old" }),
            ofChart(
                "istiod",
                { version: "1.31.1" },
                { revision: "old", global: { tag: "1.28.6-distroless" } },
            ),
            ofChart("oci://mirror.example/charts/istiod:1.28.6", {}, { revision: "old" }),
            ofChart("cni", { name: "istio-cni", version: "1.28.6" }),
            ofChart("ztunnel", { version: "1.31.1" }, { tag: "1.28.6" }),
            ofChart("base", { name: "istio-base", version: "1.28.6" }),
            sailOf("IstioRevision", { version: "v1.28.6" }, "old"),
            sailOf("IstioCNI", { version: "v1.28.6" }),
            sailOf("ZTunnel", { version: "v1.28.6" }),
            sailOf("IstioCNI", { version: "v1.31.1", values: { cni: { tag: "1.28.6" } } }),
            sailOf("ZTunnel", { version: "v1.31.1", values: { global: { tag: "1.28.6-distroless" } } }),
        ]) {
            expect(run(...istiods("1.31.1"), old), JSON.stringify(old)).to.have.length(1);
        }
        expect(run(...istiods("1.31.1"), ofChart("cni", { name: "aws", version: "1.28.6" }))).to.deep.equal(
            [],
        );
    });

    it("refuses a version it cannot read, where there is another to compare it with", () => {
        const hazy = JSON.parse(
            JSON.stringify(istiodOf("1-31-1", "1.31.1")).replace(/docker[^"]+/, unknown),
        ) as Props;
        expect(run(hazy)).to.deep.equal([]);
        expect(run(hazy, ...istiods("1.30.5"))).to.deep.equal([
            "mandatory: Deployment istio-system/istiod-1-31-1: spec.template.spec.containers[0].image is not known at preview, so " +
                "this rule cannot be proven; give it a value that does not depend on another resource's output",
        ]);
    });
});
