import { CoreV1Api, type V1Pod } from "@kubernetes/client-node";
import { expect } from "chai";
import { labRevision } from "../../../lab/deploy/overrides";
import { createNamespace, objectApi, pod } from "../support/objects";
import type { TestLab } from "../support/testLab";

/**
 * Pods of namespaces nobody declared. The webhooks look at injection labels alone: a namespace need not be one
 * istiod discovers (`meshwright.io/mesh`) for its pods to get a proxy.
 */
export function describeInjection(lab: TestLab): void {
    const cases: readonly { name: string; what: string; labels: Readonly<Record<string, string>> }[] = [
        { name: "by-stable", what: "through the tag stable", labels: { "istio.io/rev": "stable" } },
        { name: "by-default", what: "through the tag default", labels: { "istio.io/rev": "default" } },
        {
            name: "by-old-label",
            what: "through istio-injection=enabled, by the tag default",
            labels: { "istio-injection": "enabled" },
        },
    ];

    for (const { name, what, labels } of cases) {
        it(`gives a pod a real proxy of the tag's revision ${what}`, async () => {
            const created = await podIn(lab, name, labels);
            const proxy = containersOf(created).find((each) => each.name === "istio-proxy");
            expect(proxy?.image).to.match(/\/proxyv2:1\.31\.0/);
            expect(created.metadata?.annotations).to.include({ "istio.io/rev": labRevision });
            expect(created.metadata?.annotations?.["sidecar.istio.io/status"]).to.contain(
                `"revision":"${labRevision}"`,
            );
        });
    }

    it("gives a pod of an unlabelled namespace no proxy", async () => {
        const created = await podIn(lab, "unlabelled", {});
        expect(containersOf(created).map(({ name }) => name)).to.deep.equal(["app"]);
        expect(created.metadata?.annotations ?? {}).not.to.have.any.keys(
            "istio.io/rev",
            "sidecar.istio.io/status",
        );
    });
}

/** The pod as admission left it; its namespace goes again. */
async function podIn(lab: TestLab, name: string, labels: Readonly<Record<string, string>>): Promise<V1Pod> {
    const config = lab.kubernetes;
    const [api, core] = [objectApi(config), config.makeApiClient(CoreV1Api)];
    await createNamespace(config, name, labels);
    try {
        await api.create(pod("app", name));
        return await core.readNamespacedPod({ name: "app", namespace: name });
    } finally {
        await core.deleteNamespace({ name });
    }
}

function containersOf(created: V1Pod) {
    return [...(created.spec?.initContainers ?? []), ...(created.spec?.containers ?? [])];
}
