import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { rules } from "../../../policies/rules";
import { presetOf } from "../../../policyCheck/preset";
import type { ChangeReport } from "../../../report/changeReport";
import { compare } from "../../../report/compare";
import { markdown } from "../../../report/markdown/markdown";
import { readPreview } from "../../../report/read/preview";

/** Recorded with the engine and the pack, which had an exemption for a PeerAuthentication; without what nobody reads. */
const recorded = join(__dirname, "recorded", "events.jsonl");
const allowAll =
    "refused: AuthorizationPolicy shop/front: spec.rules[0] is {}, which matches every request from every caller; name the principals in from and the operations in to (meshwright-security-disallow-allow-all)";

describe("what the engine says of a preview, in a report", () => {
    let folder: string;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-events-"));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("is which policies refuse, although the engine's last word is only that the preview failed", () => {
        const { verdict, statements, findings } = reportOf(recorded);
        expect(verdict).to.match(/^the preview failed, and this is what it came to: .*, 1 policy violation$/);
        expect(inSection("preview", statements)).to.deep.equal([
            "the preview failed: meshwright-security-disallow-allow-all refuses it",
        ]);
        expect(inSection("policies", statements)).to.deep.equal([allowAll]);
        expect(findings).to.deep.equal([
            {
                rule: "meshwright-security-disallow-allow-all",
                level: "mandatory",
                object: "AuthorizationPolicy shop/front",
                message:
                    "AuthorizationPolicy shop/front: spec.rules[0] is {}, which matches every request from every caller; name the principals in from and the operations in to",
                found: "now",
            },
        ]);
    });

    it("counts where the engine refuses what our own configuration lets pass, and is said once where both refuse", () => {
        const rule = "meshwright-security-disallow-allow-all";
        const object = "AuthorizationPolicy shop/*";
        const exemption = { object, reason: "an old scheduler", owner: "team-shop", until: "2026-12-31" };
        const levelsBy = (entry: object | string): readonly string[] => {
            const { verdict, findings = [] } = reportOf(recorded, { [rule]: entry });
            expect(verdict, JSON.stringify(entry)).to.match(/^the preview failed, .*, 1 policy violation$/);
            return findings.filter((each) => each.rule === rule).map(({ level }) => level);
        };
        expect(levelsBy("mandatory")).to.deep.equal(["mandatory"]);
        expect(levelsBy("advisory")).to.deep.equal(["mandatory"]);
        expect(levelsBy("disabled")).to.deep.equal(["mandatory"]);
        expect(levelsBy({ exemptions: [exemption] })).to.deep.equal(["mandatory"]);
    });

    it("is no secret, although the engine writes them into its debug lines", () => {
        expect(readFileSync(recorded, "utf8")).to.contain("aHVudGVyMg==");
        expect(JSON.stringify(reportOf(recorded))).not.to.match(/aHVudGVyMg|hunter2/);
    });

    it("is that no policy objects, where one was asked, and nothing where none was", () => {
        const quiet = (packs: object) =>
            reportOf(
                written(
                    `${JSON.stringify({ sequence: 0, summaryEvent: { PolicyPacks: packs, resourceChanges: {} } })}\n`,
                ),
            ).verdict;
        expect(quiet({ "meshwright|local|policies": "0.1.0" })).to.equal(
            "nothing changes in meaning, no policy violation",
        );
        expect(quiet({})).to.equal("nothing changes in meaning");
    });

    it("is what a pack of somebody else says too, by the object's name, and nothing of a policy that is switched off", () => {
        const event = (policyName: string, enforcementLevel: string) => ({
            sequence: 1,
            policyEvent: { policyName, enforcementLevel, message: "Names are short.\nname is long\n" },
        });
        const lines = [
            event("short-names", "advisory"),
            event("no-names", "disabled"),
            { sequence: 2, summaryEvent: {} },
        ];
        const { statements } = reportOf(written(lines.map((each) => JSON.stringify(each)).join("\n")));
        expect(statements.map(({ sentence }) => sentence)).to.deep.equal([
            "advised against: the stack: name is long (short-names)",
        ]);
    });

    it("is first of all that it failed and why, since what it did not come to is in nothing else", () => {
        const diagnostics = [
            { severity: "warning", message: "warning: old\n" },
            { severity: "error", message: "error: the program is broken\n    at /a/index.js:8:29\n" },
            { severity: "error", message: "error: preview failed\n" },
        ];
        const report = reportOf(written(JSON.stringify({ steps: [], diagnostics })));
        expect(report.verdict).to.equal("the preview failed");
        expect(report.statements.map(({ sentence }) => sentence)).to.deep.equal([
            "the preview failed: the program is broken",
        ]);
        expect(markdown(report)).to.match(/^## ❌ the preview failed\n/);
    });

    it("is not that everything is new or gone where it failed, whatever it came to", () => {
        const inputs = { apiVersion: "v1", kind: "ConfigMap", metadata: { namespace: "shop", name: "new" } };
        const steps = [{ op: "create", newState: { type: "kubernetes:core/v1:ConfigMap", inputs } }];
        const diagnostics = [{ severity: "error", message: "error: the program is broken\n" }];
        expect(reportOf(written(JSON.stringify({ steps, diagnostics }))).verdict).to.equal(
            "the preview failed, and this is what it came to: 1 other change",
        );
    });

    it("is that it failed and does not say why, where it is asked for one document and a policy refuses", () => {
        const diagnostics = [{ severity: "error", message: "error: preview failed\n" }];
        const report = reportOf(written(JSON.stringify({ steps: [], diagnostics })));
        expect(report.statements.map(({ sentence }) => sentence)).to.deep.equal([
            "the preview failed and does not say why, as where a policy refuses: with PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true it does",
        ]);
    });

    it("is refused where its events end before the summary", () => {
        const [first = ""] = readFileSync(recorded, "utf8").split("\n");
        const change = readPreview(written(`${first}\n`));
        expect(change.ok ? "" : change.problems[0]?.message).to.match(
            /^has no steps, or ends before its summary;/,
        );
    });

    function written(text: string): string {
        const file = join(folder, "preview.json");
        writeFileSync(file, text);
        return file;
    }
});

function inSection(wanted: string, statements: ChangeReport["statements"]): readonly string[] {
    return statements.filter(({ section }) => section === wanted).map(({ sentence }) => sentence);
}

function reportOf(file: string, config?: object): ChangeReport {
    const change = readPreview(file);
    if (!change.ok) {
        throw new Error(change.problems.map(({ message }) => message).join("\n"));
    }
    const { before, after, preview } = change.value;
    const preset =
        config === undefined ? undefined : presetOf(rules, { all: "disabled", ...config }, "2026-11-28");
    if (preset !== undefined && "problems" in preset) {
        throw new Error(preset.problems.join("\n"));
    }
    return compare(before, after, preset?.rules, preview);
}
