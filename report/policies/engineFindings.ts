import type { PolicyFinding } from "./findings";

/** What the engine tells of a policy, of any pack, in its stream of events. */
export interface PolicyEvent {
    readonly resourceUrn?: string;
    readonly policyName: string;
    readonly message: string;
    /** `mandatory`, `advisory`, `remediate`, `disabled`. */
    readonly enforcementLevel: string;
}

/** The same as findings; `nameOf` is what a reader calls the resource. Exemptions are quiet in the engine. */
export function engineFindings(
    events: readonly PolicyEvent[],
    nameOf: (urn: string) => string | undefined,
): readonly PolicyFinding[] {
    return events
        .filter(({ enforcementLevel }) => enforcementLevel !== "disabled")
        .map(({ policyName, resourceUrn = "", message, enforcementLevel }) => {
            const object = nameOf(resourceUrn) ?? logicalName(resourceUrn);
            const words = wordsOf(message);
            return {
                rule: policyName,
                level: enforcementLevel === "advisory" ? "advisory" : "mandatory",
                object,
                message: words.startsWith(object) ? words : `${object}: ${words}`,
            };
        });
}

/** The policy's description stands before what it says of the resource, where it says anything of its own. */
function wordsOf(message: string): string {
    const [description = "", ...own] = message.trim().split("\n");
    return (own.length === 0 ? [description] : own).map((each) => each.trim().replace(/^- /, "")).join("; ");
}

function logicalName(urn: string): string {
    return urn === "" ? "the stack" : urn.split("::").slice(3).join("::") || urn;
}
