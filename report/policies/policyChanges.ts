import type { Statement } from "../statement";
import type { JudgedFinding, PolicyFinding } from "./findings";

/** What is found now and was not, or no longer; what is found on both sides is not this change's. */
export function policyChanges(findings: readonly JudgedFinding[]): readonly Statement[] {
    return findings
        .filter(({ found }) => found !== "as before")
        .map((each) =>
            each.found === "no longer"
                ? told(each, "closes", "objected to no longer")
                : told(each, each.level === "mandatory" ? "opens" : "changes", verdicts[each.level]),
        );
}

/** What becomes of an update because of a finding; the worst first. */
export const verdicts = {
    mandatory: "refused",
    advisory: "advised against",
    excused: "refused, but for an exemption",
} as const;

function told(
    { rule, object, message, exemption }: PolicyFinding,
    effect: Statement["effect"],
    verdict: string,
): Statement {
    const why = exemption === undefined ? [] : [exemptionInWords(exemption)];
    return {
        section: "policies",
        effect,
        sentence: `${verdict}: ${message} (${rule})`,
        because: [object, ...why],
    };
}

/** `exempt until 2026-12-31: an old scheduler; ask team-reports`. */
export function exemptionInWords({ reason, owner, until }: NonNullable<PolicyFinding["exemption"]>): string {
    const asked = owner === undefined ? "" : `; ask ${owner}`;
    return `exempt${until === undefined ? "" : ` until ${until}`}: ${reason.trim()}${asked}`;
}
