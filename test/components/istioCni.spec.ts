import { expect } from "chai";
import type { IstioCniArgs } from "../../components/index";
import { cniValues } from "../../components/istio/values";
import { type Registered, recordRegistrations, settled, typesAndNames } from "../support/mocks";

describe("IstioCni", () => {
    let registered: Registered[];
    const inputsOf = (type: string) => registered.find((each) => each.type === type)?.inputs ?? {};

    before(async () => {
        registered = recordRegistrations("dev");
        const { IstioCni } = await import("../../components/index.js");
        new IstioCni("istio-cni", {
            charts: { kind: "repository", url: "oci://registry.example/charts" },
            version: "1.31.1",
            hub: "docker.io/istio",
            namespace: "cni",
        });
        await settled();
    });

    it("creates its namespace and the official chart, and nothing else", () => {
        expect(typesAndNames(registered)).to.deep.equal([
            "kubernetes:core/v1:Namespace cni",
            "kubernetes:helm.sh/v4:Chart istio-cni",
            "meshwright:index:IstioCni istio-cni",
        ]);
    });

    it("takes the chart in its version, in its namespace", () => {
        expect(inputsOf("kubernetes:helm.sh/v4:Chart")).to.deep.equal({
            chart: "oci://registry.example/charts/cni",
            version: "1.31.1",
            name: "istio-cni",
            namespace: "cni",
            values: cniValues({ version: "1.31.1", hub: "docker.io/istio" }),
        });
    });

    it("lets its namespace run what mounts paths of nodes, and keeps the mesh out of it", () => {
        expect(inputsOf("kubernetes:core/v1:Namespace")["metadata"]).to.deep.equal({
            name: "cni",
            labels: {
                "app.kubernetes.io/managed-by": "meshwright",
                "pod-security.kubernetes.io/enforce": "privileged",
            },
        });
    });

    it("keeps its version in state", () => {
        expect(inputsOf("meshwright:index:IstioCni")).to.deep.equal({ version: "1.31.1" });
    });

    it("is Istio's own, in a namespace of its name, where nothing else is said", async () => {
        const made = recordRegistrations("dev");
        const { IstioCni } = await import("../../components/index.js");
        new IstioCni("istio-cni", {
            version: "1.31.1",
            charts: undefined,
            hub: undefined,
        } as unknown as IstioCniArgs);
        await settled();
        expect(made.find(({ type }) => type === "kubernetes:helm.sh/v4:Chart")?.inputs).to.deep.equal({
            chart: "oci://ghcr.io/istio/release/charts/cni",
            version: "1.31.1",
            name: "istio-cni",
            namespace: "istio-cni",
            values: cniValues({ version: "1.31.1", hub: "docker.io/istio" }),
        });
    });
});
