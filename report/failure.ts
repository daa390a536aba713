import type { Preview } from "./read/preview";
import type { Statement } from "./statement";

/** All that the engine says where a policy refuses; which one it tells as an event of its own, or not at all. */
const lastWord = "preview failed";

/** What made a preview fail. Policies that refuse are told of as such, where the engine tells of them. */
export function failureStatements({ errors, findings }: Preview): readonly Statement[] {
    const own = errors.filter((each) => each !== lastWord);
    const isRefused = findings?.some(({ level }) => level === "mandatory") === true;
    const unsaid =
        errors.includes(lastWord) && own.length === 0 && !isRefused
            ? [
                  "the preview failed and does not say why, as where a policy refuses: with PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true it does",
              ]
            : [];
    return [...own.map((each) => `the preview failed: ${each}`), ...unsaid].map((sentence) => ({
        section: "preview",
        effect: "changes",
        sentence,
        because: [],
    }));
}
