import { badDate, badName } from "../components/graph/formats";
import { inStack, shown } from "../components/graph/shape";
import { type Problem, problem } from "../components/problems";
import { checkDatedReason, type ReasonWords, versionOfRevision } from "../components/revisions";
import { longestRevision } from "./revisionRules";
import type { StackContent } from "./stackSchema";

export interface RetiredContext {
    /** Name of every declared revision, also of those that could not be read. */
    readonly revisions: ReadonlySet<string>;
    /** Position of a list item in the stack file. */
    readonly position: (list: readonly unknown[], index: number) => number;
}

/** Revisions that were there once: their names say a version, for CRDs, and are not used again. */
export function checkRetired(
    { retired = [] }: StackContent,
    { revisions, position }: RetiredContext,
): readonly Problem[] {
    return retired.flatMap((name, index) => {
        const trouble = retiredTrouble(name, retired.indexOf(name) < index, revisions);
        return trouble === undefined
            ? []
            : [problem(trouble.code, inStack(["retired", position(retired, index)]), trouble.message)];
    });
}

function retiredTrouble(name: string, twice: boolean, revisions: ReadonlySet<string>) {
    const trouble = badName(name, longestRevision);
    if (trouble !== undefined) {
        return trouble;
    }
    if (versionOfRevision(name) === undefined) {
        const message = `${shown(name)} says no version, which Istio's CRDs must not fall behind; write the name the revision had, such as 1-29-9 or 1-29-9-<suffix>`;
        return { code: "retired-name", message };
    }
    if (twice) {
        return { code: "duplicate-item", message: `${shown(name)} is there twice; remove one` };
    }
    const message = `the revision "${name}" is also declared in meshwright:revisions; remove it here while it lives, and call a new one ${name}-<suffix>`;
    return revisions.has(name) ? { code: "revision-retired", message } : undefined;
}

const words: ReasonWords = {
    noun: "removal",
    aNoun: "a removal",
    why: "why it may go although it is used",
    instead: "remove it",
};

/** What may be removed although it is used, with a reason and an end like every exception. */
export function checkRemovals({ removals }: StackContent, today: string): readonly Problem[] {
    return Object.entries(removals ?? {}).flatMap(([name, removal]) => {
        const trouble = badName(name, longestRevision);
        return [
            ...(trouble === undefined
                ? []
                : [problem(trouble.code, inStack(["removals", name]), trouble.message)]),
            ...(badDate(removal.until) === undefined
                ? checkDatedReason(removal, today, (key) => inStack(["removals", name, key]), words)
                : []),
        ];
    });
}
