import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type LabPulumi, runPulumi } from "../../../lab/deploy/pulumi";
import { program } from "../support/command";
import type { TestLab } from "../support/testLab";

const plaintext = 'is "PERMISSIVE", so plaintext is accepted; set it to STRICT';

/** What each program is refused with: object, field, value and fix. */
const refusals = {
    root: [
        "PERMISSIVE for the whole mesh",
        `PeerAuthentication istio-system/all: spec.mtls.mode ${plaintext}`,
    ],
    namespace: ["PERMISSIVE for a namespace", `PeerAuthentication users/some: spec.mtls.mode ${plaintext}`],
    workload: ["PERMISSIVE for a workload", `PeerAuthentication users/some: spec.mtls.mode ${plaintext}`],
    port: [
        "PERMISSIVE for one port of a STRICT workload",
        `PeerAuthentication users/some: spec.portLevelMtls.8080.mode ${plaintext}`,
    ],
    patch: [
        "PERMISSIVE by a patch of an object that was STRICT",
        `PeerAuthenticationPatch users/default: spec.mtls.mode ${plaintext}`,
    ],
    unknown: [
        "a mode of one of this package's own components that is not known at preview",
        "PeerAuthentication users/some: spec.mtls.mode is not known at preview, so this rule cannot be proven; " +
            "give it a value that does not depend on another resource's output",
    ],
} as const;

/** Real previews of a program that is not this one, with the pack, against the lab. */
export function describeRefusals(lab: TestLab): void {
    let pulumi: LabPulumi;

    before(async () => {
        const folder = join(lab.folder, "permissive");
        cpSync(join(__dirname, "..", "programs", "permissive"), folder, { recursive: true });
        symlinkSync(join(program, "node_modules"), join(folder, "node_modules"));
        pulumi = { ...(await lab.pulumi()), program: folder, stack: "judged" };
        const { code, lines } = await runPulumi(pulumi, ["stack", "init", "--no-select"]);
        expect(code, lines.join("\n")).to.equal(0);
    });

    for (const [name, [what, message]] of Object.entries(refusals)) {
        it(`refuses ${what}, and says how to mend it`, async () => {
            const { code, text } = await preview(pulumi, name);
            expect(code, text).not.to.equal(0);
            expect(text).to.contain(
                "[mandatory] [severity: critical]  meshwright-security-disallow-permissive-mtls",
            );
            expect(text).to.contain(message);
        });
    }

    it("lets the same program pass when it says STRICT", async () => {
        const { code, text } = await preview(pulumi, "strict");
        expect(code, text).to.equal(0);
        expect(text).to.match(/\+ 2 to create/);
    });
}

async function preview(pulumi: LabPulumi, name: string): Promise<{ code: number; text: string }> {
    const pack = join(program, "policies");
    const { code, lines } = await runPulumi(
        { ...pulumi, environment: { ...pulumi.environment, CASE: name } },
        ["preview", "--policy-pack", pack, "--policy-pack-config", join(pack, "config.dev.json")],
    );
    return { code, text: lines.join("\n") };
}
