import { expect } from "chai";
import { analyze } from "../../../lab/deploy/analyze";
import { labRevision } from "../../../lab/deploy/overrides";
import { objectApi, virtualService } from "../support/objects";
import type { TestLab } from "../support/testLab";

export function describeAnalysis(lab: TestLab): void {
    const findings = async () =>
        analyze((await lab.tools()).get("istioctl")?.path ?? "istioctl", lab.kubeconfig, [labRevision]);

    it("has no error and no warning over all namespaces", async () => {
        expect(await findings()).to.deep.equal([]);
    });

    it("reports a route to a subset that does not exist", async () => {
        const host = "user-service.users.svc.cluster.local";
        const planted = virtualService(
            "planted",
            [{ destination: { host, subset: "nowhere" } }],
            ["planted.example.com"],
        );
        const api = objectApi(lab.kubernetes);
        await api.create(planted);
        try {
            expect(await findings()).to.deep.equal([
                `Error IST0101 VirtualService users/planted: Referenced host+subset in destinationrule not found: "${host}+nowhere"`,
            ]);
        } finally {
            await api.delete(planted);
        }
    });
}
