import type { V1Pod } from "@kubernetes/client-node";
import { expect } from "chai";
import { containerOf, expand, proxyEnvironment } from "../../lab/dataplane/proxyCommand";

const pod: V1Pod = {
    metadata: { name: "web-1", namespace: "shop", labels: { app: "web" } },
    spec: {
        serviceAccountName: "web",
        initContainers: [{ name: "istio-proxy", args: ["proxy", "sidecar"] }],
        containers: [{ name: "web" }],
    },
    status: { podIP: "10.244.0.9" },
};

describe("The command of an injected proxy", () => {
    it("is found among the init containers, where a native sidecar stands", () => {
        expect(containerOf(pod, "istio-proxy")?.args).to.deep.equal(["proxy", "sidecar"]);
        expect(containerOf(pod, "other")).to.equal(undefined);
    });

    it("gets its variables as a kubelet would resolve them, without those only a kubelet knows", () => {
        const environment = proxyEnvironment(
            {
                name: "istio-proxy",
                env: [
                    { name: "PLAIN", value: "1" },
                    { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
                    { name: "APP", valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } },
                    { name: "INSTANCE_IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
                    { name: "GOMEMLIMIT", valueFrom: { resourceFieldRef: { resource: "limits.memory" } } },
                ],
            },
            pod,
        );
        expect(environment).to.include({
            PLAIN: "1",
            POD_NAME: "web-1",
            APP: "web",
            INSTANCE_IP: "10.244.0.9",
        });
        expect(environment).not.to.have.property("GOMEMLIMIT");
    });

    it("expands the variables of its arguments and leaves what it does not know", () => {
        expect(expand(["--domain", "$(NS).svc", "$(OTHER)"], { NS: "shop" })).to.deep.equal([
            "--domain",
            "shop.svc",
            "$(OTHER)",
        ]);
    });
});
