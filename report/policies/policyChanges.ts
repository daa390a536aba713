import { enumerated } from "../objects/names";
import type { Statement } from "../statement";
import type { JudgedFinding, PolicyFinding } from "./findings";

/**
 * What is found now and was not, or no longer; what is found on both sides is not this change's. What is said in the same
 * words of several objects is one sentence.
 */
export function policyChanges(findings: readonly JudgedFinding[]): readonly Statement[] {
    const alike = new Map<string, { readonly one: JudgedFinding; readonly objects: string[] }>();
    for (const finding of findings.filter(({ found }) => found !== "as before")) {
        const { object, message, ...rest } = finding;
        const key = JSON.stringify([rest, wordsAlone(finding)]);
        const known = alike.get(key) ?? { one: finding, objects: [] };
        known.objects.push(object);
        alike.set(key, known);
    }
    return [...alike.values()].map(({ one, objects }) =>
        one.found === "no longer"
            ? told(one, objects, "closes", "objected to no longer")
            : told(one, objects, one.level === "mandatory" ? "opens" : "changes", verdicts[one.level]),
    );
}

/** The message without the object that it begins with. */
function wordsAlone({ object, message }: PolicyFinding): string {
    return message.startsWith(`${object}: `) ? message.slice(object.length + 2) : message;
}

/** What becomes of an update because of a finding; the worst first. */
export const verdicts = {
    mandatory: "refused",
    advisory: "advised against",
    excused: "refused, but for an exemption",
} as const;

function told(
    finding: PolicyFinding,
    objects: readonly string[],
    effect: Statement["effect"],
    verdict: string,
): Statement {
    const { rule, message, exemption } = finding;
    const said = objects.length < 2 ? message : `${enumerated(objects, 3)}: ${wordsAlone(finding)}`;
    return {
        section: "policies",
        effect,
        sentence: `${verdict}: ${said} (${rule})`,
        because: [...objects, ...(exemption === undefined ? [] : [exemptionInWords(exemption)])],
    };
}

/** `exempt until 2026-12-31: an old scheduler; ask team-reports`. */
export function exemptionInWords({ reason, owner, until }: NonNullable<PolicyFinding["exemption"]>): string {
    const asked = owner === undefined ? "" : `; ask ${owner}`;
    return `exempt${until === undefined ? "" : ` until ${until}`}: ${reason.trim()}${asked}`;
}
