import { enumerated } from "./objects/names";
import type { Preview } from "./read/preview";
import { changes, type Statement } from "./statement";

/** All that the engine says where a policy refuses; which one it tells as an event of its own, or not at all. */
const lastWord = "preview failed";

/** What made a preview fail, and always that it did. What policies refuse is told of as such, where the engine tells of it. */
export function failureStatements({ errors, findings }: Preview): readonly Statement[] {
    const own = errors.filter((each) => each !== lastWord);
    const unsaid = errors.includes(lastWord) && own.length === 0 ? [refusal(findings ?? [])] : [];
    return [...own.map((each) => `the preview failed: ${each}`), ...unsaid].map((sentence) =>
        changes("preview", sentence),
    );
}

function refusal(findings: NonNullable<Preview["findings"]>): string {
    const refusing = findings.filter(({ level }) => level === "mandatory").map(({ rule }) => rule);
    const rules = [...new Set(refusing)].sort();
    return rules.length > 0
        ? `the preview failed: ${enumerated(rules)} ${rules.length === 1 ? "refuses" : "refuse"} it`
        : "the preview failed and does not say why, as where a policy refuses: with PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true it does";
}
