import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { writeLabPolicyConfig } from "../../lab/deploy/policyConfig";

describe("the lab's copy of a policy preset", () => {
    const folder = mkdtempSync(join(tmpdir(), "meshwright-policies-"));
    after(() => rmSync(folder, { recursive: true }));
    const accepted = ["1.30.3", "1.31.0"].map((version) => ({
        version,
        reason: "the newest of its minor that can be built from Go modules; the lab serves this machine only",
        until: "2027-01-31",
    }));

    it("accepts what a lab can run beside what the preset says, and leaves the preset alone", () => {
        mkdirSync(join(folder, "policies"));
        const preset = join(folder, "policies", "config.dev.json");
        const text = JSON.stringify({ other: { datedStages: "allow" } });
        writeFileSync(preset, text);
        const written = writeLabPolicyConfig(folder, "dev", folder, "2027-01-31");
        expect(JSON.parse(readFileSync(written, "utf8"))).to.deep.equal({
            other: { datedStages: "allow" },
            "meshwright-upgrade-disallow-known-bypasses": { acceptedVersions: accepted },
        });
        expect(readFileSync(preset, "utf8")).to.equal(text);
    });

    it("judges a stack without a preset by the rules as they are", () => {
        const written = writeLabPolicyConfig(folder, "other", folder, "2027-01-31");
        expect(JSON.parse(readFileSync(written, "utf8"))).to.deep.equal({
            "meshwright-upgrade-disallow-known-bypasses": { acceptedVersions: accepted },
        });
    });
});
