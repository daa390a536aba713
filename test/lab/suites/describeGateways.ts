import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import { AppsV1Api, CoreV1Api } from "@kubernetes/client-node";
import { expect } from "chai";
import { labRevision } from "../../../lab/deploy/overrides";
import { loadStackMesh } from "../../../lab/deploy/stackMesh";
import { istioVersion } from "../../../lab/tools";
import { program } from "../support/command";
import { createNamespace, namespace, objectApi, type Plain, refusalOf } from "../support/objects";
import { stackOutputs } from "../support/stackState";
import type { TestLab } from "../support/testLab";

/** The ways in and out as they stand in the cluster: proxies, addresses, certificates. */
export function describeGateways(lab: TestLab): void {
    const today = new Date().toISOString().slice(0, 10);
    const { graph } = loadStackMesh(program, join(program, `Pulumi.${lab.stack}.yaml`), today);
    const { platform } = graph;
    const gateways = [...platform.gateways.values()];
    const issued = [...platform.publicHosts.values()].flatMap((host) =>
        host.certificate !== undefined && "issuer" in host.certificate ? [host] : [],
    );

    it("are both there: a way in with a certificate, and a way out", () => {
        expect(gateways.map(({ kind }) => kind).sort()).to.deep.equal(["egress", "ingress"]);
        expect(issued.map(({ name }) => name)).not.to.deep.equal([]);
    });

    for (const { name, namespace, selector, replicas } of gateways) {
        it(`runs the official proxy of its tag's revision as ${name}`, async () => {
            const core = lab.kubernetes.makeApiClient(CoreV1Api);
            const labelSelector = Object.entries(selector).flat().join("=");
            const { items } = await core.listNamespacedPod({ namespace, labelSelector });
            expect(items).to.have.length(replicas);
            for (const { spec, status, metadata } of items) {
                expect(spec?.containers.map(({ image }) => image)).to.deep.equal([
                    `docker.io/istio/proxyv2:${istioVersion}-distroless`,
                ]);
                expect(metadata?.annotations).to.include({ "istio.io/rev": labRevision });
                expect(status?.conditions?.find(({ type }) => type === "Ready")?.status).to.equal("True");
            }
        });

        it(`lets ${name} run where Kubernetes allows restricted pods alone`, async () => {
            const apps = lab.kubernetes.makeApiClient(AppsV1Api);
            const { spec } = await apps.readNamespacedDeployment({ name, namespace });
            expect(await refusalUnderRestriction(lab, `restricted-${name}`, spec?.template)).to.equal(
                undefined,
            );
        });
    }

    it("is told apart from a pod that asks for more, which the same namespace refuses", async () => {
        const template = {
            metadata: { labels: {} },
            spec: { containers: [{ name: "app", image: "registry.example/app:1" }] },
        };
        expect(await refusalUnderRestriction(lab, "restricted-other", template)).to.contain(
            'violates PodSecurity "restricted:latest"',
        );
    });

    it("says the address of each load balancer and the URLs of each public host in the stack's outputs", async () => {
        const outputs = await stackOutputs(await lab.pulumi());
        const addresses = Object.values(outputs["gateways"] as Record<string, string>);
        expect(addresses).to.have.length(gateways.filter(({ kind }) => kind === "ingress").length);
        for (const address of addresses) {
            expect(address).to.match(/^192\.0\.2\.\d+$/);
        }
        expect(Object.keys(outputs["urls"] as object).sort()).to.deep.equal(
            [...platform.publicHosts.keys()].sort(),
        );
    });

    for (const { name, hostname, gateway } of issued) {
        it(`has a real certificate for ${hostname} in the Secret the gateway names`, async () => {
            const inside = platform.gateways.get(gateway)?.namespace ?? "";
            const core = lab.kubernetes.makeApiClient(CoreV1Api);
            const { items } = await core.listNamespacedSecret({ namespace: inside });
            const leaves = items
                .filter(({ type }) => type === "kubernetes.io/tls")
                .map(({ data }) => new X509Certificate(Buffer.from(data?.["tls.crt"] ?? "", "base64")))
                .filter((certificate) => certificate.checkHost(hostname) === hostname);
            expect(leaves, `certificates of ${name}`).to.have.length(1);
            expect(leaves[0]?.ca).to.equal(false);
            expect(leaves[0]?.checkHost(`other.${hostname}`)).to.equal(undefined);
        });
    }
}

/** What the API server says to a pod of this template in a namespace with the strictest profile; nothing is kept. */
async function refusalUnderRestriction(
    lab: TestLab,
    name: string,
    template: unknown,
): Promise<string | undefined> {
    const api = objectApi(lab.kubernetes);
    const { metadata, spec } = template as { metadata: object; spec: object };
    await createNamespace(lab.kubernetes, name, { "pod-security.kubernetes.io/enforce": "restricted" });
    try {
        const pod: Plain = {
            apiVersion: "v1",
            kind: "Pod",
            metadata: { ...metadata, name: "gateway", namespace: name },
            spec: { ...spec, serviceAccountName: "default" },
        };
        return await refusalOf(lab.kubernetes, pod);
    } finally {
        await api.delete(namespace(name, {}));
    }
}
