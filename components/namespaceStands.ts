import type { Stage } from "./graph";
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

const stages: readonly Stage[] = ["off", "observed", "audit", "enforced"];
const dated: readonly Stage[] = ["observed", "audit"];

/** What is wrong with where the namespaces of a program stand; the stack file has richer rules, with a date of today. */
export function standProblems(
    namespaces: Readonly<Record<string, NamespaceStand>>,
    tags: readonly string[],
): readonly Problem[] {
    return Object.entries(namespaces).flatMap(([name, { stage, until, tag = "stable" }]) => {
        const found: Problem[] = [];
        const say = (code: string, key: string, message: string) =>
            found.push(problem(code, `namespaces.${name}.${key}`, message));
        if (!stages.includes(stage)) {
            say("stage-unknown", "stage", `"${stage}" is no stage; write one of ${stages.join(", ")}`);
        } else if (dated.includes(stage) && until === undefined) {
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
