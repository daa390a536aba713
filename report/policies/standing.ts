import { counted, enumerated } from "../objects/names";
import type { JudgedFinding } from "./findings";
import { exemptionInWords } from "./policyChanges";

/** What policies say of both sides alike, counted, and whatever an exemption excuses at the moment, one by one. */
export function standingInWords(findings: readonly JudgedFinding[]): readonly string[] {
    const standing = findings.filter(({ found }) => found === "as before");
    const [refused, advised, excused] = (["mandatory", "advisory", "excused"] as const).map((level) =>
        standing.filter((each) => each.level === level),
    ) as [JudgedFinding[], JudgedFinding[], JudgedFinding[]];
    return [
        ...(refused.length === 0 ? [] : [`refused as before: ${listed(refused)}`]),
        ...(advised.length === 0 ? [] : [`advised against as before: ${listed(advised)}`]),
        ...[...byExemption(excused)].map(([words, own]) => `${words}: ${listed(own)}`),
    ];
}

function listed(findings: readonly JudgedFinding[]): string {
    const objects = [...new Set(findings.map(({ object }) => object))];
    const rules = [...new Set(findings.map(({ rule }) => rule))];
    return `${counted(findings.length, "finding")}, ${enumerated(objects)} (${enumerated(rules)})`;
}

function byExemption(findings: readonly JudgedFinding[]): ReadonlyMap<string, readonly JudgedFinding[]> {
    const groups = new Map<string, JudgedFinding[]>();
    for (const each of findings) {
        const words = each.exemption === undefined ? "exempt" : exemptionInWords(each.exemption);
        groups.set(words, [...(groups.get(words) ?? []), each]);
    }
    return groups;
}
