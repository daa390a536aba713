import { AdmissionregistrationV1Api, AppsV1Api } from "@kubernetes/client-node";
import { expect } from "chai";
import { labels } from "../../../components/labels";
import { unhealthyParts } from "../../../lab/deploy/health";
import { labRevision } from "../../../lab/deploy/overrides";
import { patch, refusalOf, virtualService } from "../support/objects";
import type { TestLab } from "../support/testLab";
import { until } from "../support/until";

/** Objects without a revision label, which only the default validator judges. */
export function describeValidation(lab: TestLab): void {
    const hosts = ["validated.example.com"];
    const invalid = virtualService("invalid", [], hosts);
    const valid = virtualService("valid", [{ destination: { host: "user-service" } }], hosts);

    it("points the default validator and the tag default at the same revision", async () => {
        const api = lab.kubernetes.makeApiClient(AdmissionregistrationV1Api);
        const validator = await api.readValidatingWebhookConfiguration({ name: "istiod-default-validator" });
        const tag = await api.readMutatingWebhookConfiguration({ name: "istio-revision-tag-default" });
        for (const each of [validator, tag]) {
            expect(each.metadata?.labels?.[labels.revision]).to.equal(labRevision);
            const services = (each.webhooks ?? []).map(({ clientConfig }) => clientConfig.service?.name);
            expect(new Set(services)).to.deep.equal(new Set([`istiod-${labRevision}`]));
        }
    });

    it("refuses an invalid VirtualService by validation.istio.io itself, and accepts a valid one", async () => {
        expect(await refusalOf(lab.kubernetes, invalid)).to.match(
            /^admission webhook "validation\.istio\.io" denied the request: .*route.*required/,
        );
        expect(await refusalOf(lab.kubernetes, valid)).to.equal(undefined);
    });

    it("refuses even a valid one while istiod is stopped", async () => {
        const config = lab.kubernetes;
        const istiod = { name: `istiod-${labRevision}`, namespace: "istio-system" };
        const apps = config.makeApiClient(AppsV1Api);
        const before = (await apps.readNamespacedDeployment(istiod)).spec?.replicas;
        const scale = (replicas: number | undefined) =>
            patch(config, {
                apiVersion: "apps/v1",
                kind: "Deployment",
                metadata: istiod,
                spec: { replicas },
            });
        await scale(0);
        try {
            await until("istiod has ended", async () => (await istiods(lab)) === 0 || undefined);
            expect(await refusalOf(config, valid)).to.match(/failed calling webhook "validation\.istio\.io"/);
        } finally {
            await scale(before);
            await until("istiod serves again", async () => {
                const problems = await unhealthyParts(lab.kubeconfig);
                if (problems.length > 0 || (await lab.status()).condition !== "healthy") {
                    throw new Error(problems[0] ?? "the lab is not healthy");
                }
                // The lab leads calls to it once it has seen that itself.
                const refusal = await refusalOf(config, valid);
                if (refusal?.includes("failed calling webhook")) {
                    throw new Error(refusal);
                }
                return (await istiods(lab)) > 0 || undefined;
            });
        }
        expect(await refusalOf(config, valid)).to.equal(undefined);
    });
}

async function istiods(lab: TestLab): Promise<number> {
    const { processes } = await lab.status();
    return processes.filter(({ name, alive }) => name.startsWith("istiod-") && alive).length;
}
