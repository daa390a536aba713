import { join } from "node:path";
import { expect } from "chai";
import { rules } from "../../policies/rules";
import { presetOf } from "../../policyCheck/preset";
import { compare } from "../../report/compare";
import { markdown } from "../../report/markdown/markdown";
import { readStack } from "../../report/read/stack";
import type { Side } from "../../report/side";
import { stackFolder } from "./pairs/applyEdits";
import { stackFile } from "./pairs/pair";

const today = "2026-11-28";
const rule = "meshwright-security-disallow-permissive-mtls";

describe("what a report says of policies", () => {
    const read = readStack(join(stackFolder, stackFile), today);
    const base = read.ok ? read.value : undefined;
    const open = base === undefined ? undefined : permissive(base);

    it("is nothing where nobody asked", () => {
        expect(said(base, open, undefined).sentences).to.deep.equal([]);
    });

    it("is in one line that there is no violation where there is none", () => {
        const { verdict, sentences } = said(base, base, {});
        expect(verdict).to.equal("nothing changes in meaning, no policy violation");
        expect(sentences).to.deep.equal([]);
    });

    it("names what is refused now, and counts it", () => {
        const { verdict, sentences } = said(base, open, {});
        expect(sentences[0]).to.equal(
            `refused: PeerAuthentication reports/default: spec.mtls.mode is "PERMISSIVE", so plaintext is accepted; set it to STRICT (${rule})`,
        );
        expect(verdict).to.match(/, 1 policy violation$/);
    });

    it("says once what is said in the same words of several objects, and lists them", () => {
        const twice =
            open === undefined
                ? undefined
                : {
                      ...open,
                      objects: open.objects.map((each) =>
                          each.kind === "PeerAuthentication" && each.metadata.name === "default"
                              ? { ...each, spec: { mtls: { mode: "PERMISSIVE" } } }
                              : each,
                      ),
                  };
        const { verdict, statements } = said(base, twice, {});
        const about = statements.filter(({ sentence }) => sentence.endsWith(`(${rule})`));
        expect(about).to.have.length(1);
        expect(about[0]?.because).to.have.length.above(1);
        expect(about[0]?.sentence).to.match(
            /^refused: PeerAuthentication \S+, .*: spec\.mtls\.mode is "PERMISSIVE", so plaintext is accepted;/,
        );
        const refused = statements.filter(({ sentence }) => sentence.startsWith("refused: "));
        const objects = refused.flatMap(({ because }) => because);
        expect(verdict, "each object counts").to.match(new RegExp(`, ${objects.length} policy violations$`));
    });

    it("tells what was refused before from what is new, and what is objected to no longer", () => {
        expect(said(open, open, {}).verdict).to.equal(
            "nothing changes in meaning, no new policy violation (1 as before)",
        );
        const mended = said(open, base, {});
        expect(mended.verdict).to.match(/, no policy violation$/);
        expect(mended.sentences[0]).to.match(/^objected to no longer: PeerAuthentication reports\/default: /);
    });

    it("says what an exemption excuses, and that one which has ended excuses nothing", () => {
        const exemption = (until: string): object => ({
            [rule]: {
                exemptions: [
                    {
                        object: "PeerAuthentication reports/*",
                        reason: "an old scheduler",
                        owner: "team-reports",
                        until,
                    },
                ],
            },
        });
        const excused = said(base, open, exemption("2026-12-31"));
        expect(excused.sentences[0]).to.match(
            /^refused, but for an exemption: PeerAuthentication reports\/default: /,
        );
        expect(excused.verdict).to.match(/, no policy violation$/);
        expect(said(base, open, exemption("2026-11-01")).verdict).to.match(/, 1 policy violation$/);
        expect(said(base, open, exemption("2026-11-01")).sentences[0]).to.include(
            "its exemption ended on 2026-11-01",
        );
    });

    it("counts what stands as before, and names every exemption that is in force, on whichever day it ends", () => {
        const exemption = (until: string) => ({
            object: "PeerAuthentication reports/*",
            reason: "an old scheduler",
            owner: "team-reports",
            until,
        });
        const policiesIn = (config: object): readonly string[] =>
            /### Policies\n\n([\s\S]*?)\n\n/.exec(said(open, open, config).text)?.[1]?.split("\n") ?? [];
        const found = `1 finding, PeerAuthentication reports/default (${rule})`;
        const sampling =
            "- advised against as before: 1 finding, Telemetry istio-system/mesh-default (meshwright-observability-limit-trace-sampling)";
        expect(policiesIn({})).to.deep.equal([`- refused as before: ${found}`, sampling]);
        for (const until of ["2026-12-31", "2026-12-01"]) {
            expect(policiesIn({ [rule]: { exemptions: [exemption(until)] } })).to.deep.equal([
                sampling,
                `- exempt until ${until}: an old scheduler; ask team-reports: ${found}`,
            ]);
        }
    });
});

/** The namespace whose workload nobody calls, so that no other rule has anything to say. */
function permissive(side: Side): Side {
    return {
        ...side,
        objects: side.objects.map((each) =>
            each.kind === "PeerAuthentication" && each.metadata.namespace === "reports"
                ? { ...each, spec: { mtls: { mode: "PERMISSIVE" } } }
                : each,
        ),
    };
}

function said(before: Side | undefined, after: Side | undefined, config: object | undefined) {
    const preset = config === undefined ? undefined : presetOf(rules, config, today);
    if (before === undefined || after === undefined || (preset !== undefined && "problems" in preset)) {
        throw new Error("the recorded stack or the configuration has problems");
    }
    const report = compare(before, after, preset?.rules);
    const { verdict, statements } = report;
    return {
        verdict,
        statements,
        text: markdown(report),
        sentences: statements.filter(({ section }) => section === "policies").map(({ sentence }) => sentence),
    };
}
