import { annotations, labels } from "../../components/labels";
import { daysBetween, lastDay, maximumDays, warningDays } from "./calendar";
import type { Context } from "./context";
import { annotation, label, type PolicyObject } from "./object";
import { type Finding, warning } from "./rule";

/** A reason shorter than this is none. */
export const shortestReason = 10;

export type DatedStage = "observed" | "audit";

export interface StageVerdict {
    /** Whether the stage excuses what it needs. */
    readonly excused: boolean;
    /** Said although it is excused: that the end is near. */
    readonly warnings: readonly Finding[];
    /** Why a stage that is claimed does not help. */
    readonly why?: string;
}

/** Reads the stage an object (a Namespace too) is labelled with; only the `accepted` ones excuse anything. */
export function stageVerdict(
    object: PolicyObject,
    accepted: readonly DatedStage[],
    context: Context,
): StageVerdict {
    const stage = accepted.find((each) => each === label(object, labels.stage).text);
    if (stage === undefined) {
        return { excused: false, warnings: [] };
    }
    const insistence = context.datedStages === "refuse" ? whyNotRolledBack(object) : undefined;
    if (insistence !== undefined) {
        return refused(`this environment refuses the dated stage "${stage}"${insistence}`);
    }
    if (object.namespace !== undefined && context.rootNamespaces.includes(object.namespace)) {
        return refused(`the stage "${stage}" excuses nothing in the root namespace ${object.namespace}`);
    }
    const field = annotation(object, annotations.until);
    const days = field.text === undefined ? undefined : daysBetween(context.today, field.text);
    if (days === undefined) {
        return refused(`the stage "${stage}" needs an end, annotation ${annotations.until}: YYYY-MM-DD`);
    }
    if (days < 0) {
        return refused(`the stage "${stage}" ended on ${field.text}`);
    }
    if (days > maximumDays) {
        return refused(
            `the stage "${stage}" may end at most ${maximumDays} days ahead, not on ${field.text}`,
        );
    }
    if (days > warningDays) {
        return { excused: true, warnings: [] };
    }
    return {
        excused: true,
        warnings: [
            warning(
                field,
                `the end of the stage "${stage}": ${lastDay(days)}`,
                "promote the namespace, or move the date",
            ),
        ],
    };
}

/**
 * Why an object does not belong to a rollback, as the rest of a sentence; undefined when it does. Where nobody may
 * linger on the way into the mesh, a whole mesh may still be taken back for a while, if it says why.
 */
function whyNotRolledBack(object: PolicyObject): string | undefined {
    if (label(object, labels.rollback).text === undefined) {
        return "";
    }
    const reason = annotation(object, annotations.reason).text ?? "";
    return reason.trim().length < shortestReason
        ? `, and a rollback needs a reason, annotation ${annotations.reason}: ${shortestReason} characters at least`
        : undefined;
}

function refused(why: string): StageVerdict {
    return { excused: false, warnings: [], why };
}

/** The message, with why a claimed stage did not help. */
export function withStage(message: string, verdict: StageVerdict): string {
    return verdict.excused || verdict.why === undefined ? message : `${message} (${verdict.why})`;
}
