import type { V1Pod } from "@kubernetes/client-node";
import { expect } from "chai";
import { istiodEnvironment } from "../../lab/cluster/istiodCommand";

const pod: V1Pod = {
    metadata: { name: "istiod-1", namespace: "istio-system", labels: { "istio.io/rev": "1-31-0" } },
    spec: { containers: [], serviceAccountName: "istiod-1-31-0", nodeName: "lab" },
};

const from = (fieldPath: string) => ({ valueFrom: { fieldRef: { fieldPath } } });

describe("the environment of istiod", () => {
    it("carries the container's plain values and its pod's fields", () => {
        const env = [
            { name: "REVISION", value: "1-31-0" },
            { name: "EMPTY" },
            { name: "POD_NAME", ...from("metadata.name") },
            { name: "POD_NAMESPACE", ...from("metadata.namespace") },
            { name: "SERVICE_ACCOUNT", ...from("spec.serviceAccountName") },
            { name: "LABEL", ...from("metadata.labels['istio.io/rev']") },
        ];
        expect(istiodEnvironment({ name: "discovery", env }, pod)).to.deep.equal({
            variables: {
                REVISION: "1-31-0",
                EMPTY: "",
                POD_NAME: "istiod-1",
                POD_NAMESPACE: "istio-system",
                SERVICE_ACCOUNT: "istiod-1-31-0",
                LABEL: "1-31-0",
            },
            unresolved: [],
        });
    });

    it("leaves out what is only true inside a container", () => {
        const env = [
            { name: "KUBECONFIG", value: "/var/run/secrets/remote/config" },
            { name: "GOMEMLIMIT", valueFrom: { resourceFieldRef: { resource: "limits.memory" } } },
        ];
        expect(istiodEnvironment({ name: "discovery", env }, pod)).to.deep.equal({
            variables: {},
            unresolved: [],
        });
    });

    it("names what only a kubelet could read", () => {
        const env = [{ name: "EXTRA", valueFrom: { secretKeyRef: { name: "extra", key: "value" } } }];
        expect(istiodEnvironment({ name: "discovery", env }, pod).unresolved).to.deep.equal(["EXTRA"]);
    });
});
