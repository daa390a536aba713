import { expect } from "chai";
import { programArgs } from "../../../lab/deploy/deployStack";
import { runPulumi } from "../../../lab/deploy/pulumi";
import { goldenLines } from "../../support/golden";
import { objectApi, patch } from "../support/objects";
import type { TestLab } from "../support/testLab";
import { userServiceRule, withConnections } from "../support/userServiceRule";

/** What `pulumi preview` says about a cluster that is as declared, and about one that somebody has changed. */
export function describeDrift(lab: TestLab): void {
    const golden = `urns.${lab.stack}.txt`;

    it("has nothing to change in a preview that looks at the cluster", async () => {
        const { code, text } = await preview(lab);
        expect(code, text).to.equal(0);
        expect(text).to.contain(`    ${goldenLines(golden).length} unchanged`);
    });

    it("fails that preview and names the object after one field was changed by hand", async () => {
        await patch(lab.kubernetes, withConnections(7));
        const { code, text } = await preview(lab);
        expect(code, text).not.to.equal(0);
        expect(text).to.match(/~ +kubernetes:networking\.istio\.io\/v1:DestinationRule users\/user-service/);
    });

    it("puts the field back with the next up, and changes nothing else", async () => {
        const printed = await lab.up();
        expect(printed).to.contain(`1 updated, ${goldenLines(golden).length - 1} unchanged`);
        const now = await objectApi(lab.kubernetes).read(userServiceRule);
        expect(now).to.have.nested.property("spec.trafficPolicy.connectionPool.tcp.maxConnections", 100);
    });
}

async function preview(lab: TestLab): Promise<{ code: number; text: string }> {
    const pulumi = await lab.pulumi();
    const words = ["preview", "--expect-no-changes", "--refresh", ...programArgs(pulumi)];
    const { code, lines } = await runPulumi(pulumi, words);
    return { code, text: lines.join("\n") };
}
