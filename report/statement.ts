import type { Ends } from "./calls/relations";

/** Parts of a report, in the order in which a reviewer wants them. */
export const sections = [
    "preview",
    "access",
    "exposure",
    "egress",
    "encryption",
    "policies",
    "traffic",
    "revisions",
    "workloads",
    "settings",
    "operations",
    "observability",
    "objects",
] as const;

export type Section = (typeof sections)[number];

/** One thing that a change means, in a sentence. */
export interface Statement {
    readonly section: Section;
    /** `opens`: something is possible or unprotected that was not; `closes`: the other way round. */
    readonly effect: "opens" | "closes" | "changes";
    readonly sentence: string;
    /** Why, object by object; may be empty. */
    readonly because: readonly string[];
    /** The pairs it speaks of, where it speaks of calls. */
    readonly about?: readonly Ends[];
}

export function changes(section: Section, sentence: string): Statement {
    return { section, effect: "changes", sentence, because: [] };
}
