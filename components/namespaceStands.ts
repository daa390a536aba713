import type { Stage } from "./graph";
import { badDate } from "./graph/formats";
import { type Content, flag, oneOf, section, text } from "./graph/shape";
import { stepsText } from "./graph/shape/location";
import { type Problem, problem } from "./problems";
import { didYouMean } from "./suggestion";

export interface NamespaceStand {
    readonly stage: Stage;
    /** ISO date; on `observed` and `audit`. */
    readonly until?: string;
    /** Revision tag its pods follow. Defaults to `stable`. */
    readonly tag?: string;
    /** Whether its workloads are deployed here too, or only what is about them. Defaults to no. */
    readonly deploy?: boolean;
}

export const namespaceStand = section(
    {
        stage: oneOf(["off", "observed", "audit", "enforced"], "How far the namespace is."),
        until: text("a date such as 2027-01-31", "Date by which its stage must be left.", badDate).optional(),
        tag: text("the name of a revision tag", "Revision tag its pods follow.").optional(),
        deploy: flag("Whether its workloads are deployed here too.").optional(),
    },
    "a map such as { stage: enforced }",
    "Where a namespace stands.",
);

const dated: readonly Stage[] = ["observed", "audit"];

/** What does not go together where namespaces stand; the stack file has richer rules, with a date of today. */
export function standProblems(
    namespaces: Readonly<Record<string, Content<typeof namespaceStand>>>,
    tags: readonly string[],
): readonly Problem[] {
    return Object.entries(namespaces).flatMap(([name, { stage, until, tag = "stable" }]) => {
        const found: Problem[] = [];
        const say = (code: string, key: string, message: string) =>
            found.push(problem(code, stepsText(["namespaces", name, key]), message));
        if (dated.includes(stage) && until === undefined) {
            const why = `the stage ${stage} lets calls through that enforced would refuse`;
            say("until-missing", "until", `missing; ${why}, so say until when: "YYYY-MM-DD"`);
        } else if (!dated.includes(stage) && until !== undefined) {
            const message = `only the stages observed and audit end on a date, this is ${stage}; remove it`;
            say("until-elsewhere", "until", message);
        }
        if (stage !== "off" && !tags.includes(tag)) {
            const known = [...tags].sort().join(", ");
            say("tag-unknown", "tag", `unknown tag "${tag}"${didYouMean(tag, tags)}; known: ${known}`);
        }
        return found;
    });
}
