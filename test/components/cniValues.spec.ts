import { expect } from "chai";
import { cniValues, istiodValues } from "../../components/istio/values";

describe("the values of istio-cni", () => {
    const values = cniValues({ version: "1.31.1", hub: "registry.example/istio" });

    it("take the official distroless image of its version", () => {
        expect(values["global"]).to.deep.include({
            hub: "registry.example/istio",
            tag: "1.31.1",
            variant: "distroless",
        });
    });

    it("redirect for sidecars alone, and repair without rights over pods", () => {
        expect(values["ambient"]).to.deep.equal({ enabled: false });
        expect(values["repair"]).to.deep.equal({
            enabled: true,
            repairPods: true,
            labelPods: false,
            deletePods: false,
        });
    });

    it("bound what an agent takes of its node, and replace one node's at a time", () => {
        expect(values["resources"]).to.deep.equal({
            requests: { cpu: "100m", memory: "100Mi" },
            limits: { cpu: "1", memory: "512Mi" },
        });
        expect(values["updateStrategy"]).to.deep.equal({
            type: "RollingUpdate",
            rollingUpdate: { maxUnavailable: 1 },
        });
    });

    it("close the agent to its surroundings", () => {
        expect(values["seccompProfile"]).to.deep.equal({ type: "RuntimeDefault" });
        expect(values["useAppArmorAnnotation"]).to.equal(false);
        expect(values["global"]).to.deep.include({ logAsJson: true, networkPolicy: { enabled: true } });
    });
});

describe("the values of an istiod beside istio-cni", () => {
    const inputs = {
        revision: "1-31-1",
        version: "1.31.1",
        hub: "docker.io/istio",
        trustDomain: "cluster.local",
        size: { replicas: 1, maxReplicas: 1, cpu: "500m", memory: "2Gi" },
        rootNamespace: "istio-system",
    };

    it("have the injector leave redirection to it", () => {
        expect(istiodValues({ ...inputs, cni: true })["cni"]).to.deep.equal({
            enabled: true,
            provider: "default",
        });
    });

    it("differ in nothing else, and without it say nothing", () => {
        const { cni: _cni, ...rest } = istiodValues({ ...inputs, cni: true });
        expect(istiodValues({ ...inputs, cni: false })).to.deep.equal(rest);
        expect(istiodValues(inputs)).to.deep.equal(rest);
    });
});
