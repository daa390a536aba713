import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { writeStack } from "../../bench/catalogue";
import type { ChangeReport } from "../../report/changeReport";
import { compare } from "../../report/compare";
import { readStack } from "../../report/read/stack";
import type { Side } from "../../report/side";
import { accessPairs } from "./pairs/accessPairs";
import { stackFolder, withEdits } from "./pairs/applyEdits";
import { needPairs } from "./pairs/needPairs";
import { stackFile } from "./pairs/pair";
import { withOtherPolicies, writeRefactored } from "./pairs/refactored";
import { rolloutPairs } from "./pairs/rolloutPairs";
import { trafficPairs } from "./pairs/trafficPairs";

describe("a report of a recorded change", () => {
    const base = sideAt(join(stackFolder, stackFile));

    for (const { name, before = [], edits, verdict, sentences } of [
        ...accessPairs,
        ...needPairs,
        ...rolloutPairs,
        ...trafficPairs,
    ]) {
        it(`says of ${name} exactly what it means`, () => {
            const was = before.length === 0 ? base : withEdits(before, sideAt);
            const report = reportOf(compare(was, withEdits(edits, sideAt)));
            expect(report).to.deep.equal({ verdict, sentences });
        });
    }

    it("says that nothing changes in meaning where 500 services are tidied up, however much of the text changes", () => {
        const folder = mkdtempSync(join(tmpdir(), "meshwright-pair-"));
        try {
            const before = sideAt(writeStack(join(folder, "before"), 500));
            writeRefactored(join(folder, "before"), join(folder, "after"));
            const after = withOtherPolicies(sideAt(join(folder, "after", "Pulumi.bench.yaml")));
            const report = compare(before, after);
            expect(reportOf(report)).to.deep.equal({ verdict: "nothing changes in meaning", sentences: [] });
            expect(report.calls).to.deep.equal([]);
            expect(report.objects.created).to.be.above(1_000);
            expect(report.objects.changed + report.objects.deleted).to.be.above(1_000);
        } finally {
            rmSync(folder, { recursive: true, force: true });
        }
    });

    it("misses no call that one word less in a file opens", () => {
        const without = (kind: string, name: string, spec: unknown): Side => ({
            ...base,
            objects: base.objects.map((each) =>
                each.kind === kind && each.metadata.name === name ? { ...each, spec } : each,
            ),
        });
        const rules = [{ from: [{ source: { principals: [] } }] }];
        const selector = { matchLabels: { app: "payments" } };
        expect(
            reportOf(compare(base, without("AuthorizationPolicy", "payments", { selector, rules }))),
        ).to.deep.equal({
            verdict: "1 workload open to every identity, 2 pairs may call more",
            sentences: [
                "access: reports/nightly may now call anything on money/payments:8080; before, only GET /charges",
                "access: shop/cart may now call anything on money/payments:8080; before, only POST /charges",
                "access: every identity may now call anything on money/payments, as far as its policy goes; nothing else lets it through yet",
            ],
        });
    });
});

function reportOf({ verdict, statements }: ChangeReport): object {
    return { verdict, sentences: statements.map(({ section, sentence }) => `${section}: ${sentence}`) };
}

function sideAt(path: string): Side {
    const side = readStack(path, "2026-11-28");
    if (!side.ok) {
        throw new Error(side.problems.map(({ path: where, message }) => `${where}: ${message}`).join("\n"));
    }
    return side.value;
}
