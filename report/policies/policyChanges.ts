import type { Statement } from "../statement";
import type { Violations } from "../verdict";
import type { PolicyFinding } from "./findings";

type Findings = ReadonlyMap<string, PolicyFinding>;

/** What the pack says now and did not, or no longer says; what it says of both sides is not this change's. */
export function policyChanges(before: Findings, after: Findings): readonly Statement[] {
    const fresh = [...after]
        .filter(([key, { level }]) => before.get(key)?.level !== level)
        .map(([, each]) => each);
    const gone = [...before].filter(([key]) => !after.has(key)).map(([, each]) => each);
    return [
        ...fresh
            .sort(worstFirst)
            .map((each) =>
                told(each, each.level === "mandatory" ? "opens" : "changes", verdicts[each.level]),
            ),
        ...gone.map((each) => told(each, "closes", "objected to no longer")),
    ];
}

/** How many of the findings stop an update, and whether any of them is new. */
export function violationsIn(before: Findings, after: Findings): Violations {
    const stopping = [...after].filter(([, { level }]) => level === "mandatory");
    const fresh = stopping.filter(([key]) => before.get(key)?.level !== "mandatory").length;
    return { fresh, standing: stopping.length - fresh };
}

/** What becomes of an update because of a finding. */
const verdicts = {
    mandatory: "refused",
    advisory: "advised against",
    excused: "refused, but for an exemption",
} as const;

function told(
    { rule, object, message }: PolicyFinding,
    effect: Statement["effect"],
    verdict: string,
): Statement {
    return { section: "policies", effect, sentence: `${verdict}: ${message} (${rule})`, because: [object] };
}

function worstFirst(left: PolicyFinding, right: PolicyFinding): number {
    const order = Object.keys(verdicts);
    return order.indexOf(left.level) - order.indexOf(right.level) || (left.rule < right.rule ? -1 : 1);
}
