import { annotations, labels } from "../../components/labels";
import type { Context } from "./context";
import { annotation, label, type PolicyObject } from "./object";
import { type Finding, warning } from "./rule";

export type DatedStage = "observed" | "audit";

/** Longest time ahead a dated stage may end: long enough for a migration, short enough to be remembered. */
const maximumDays = 180;
/** From this many days before its end a stage is warned about. */
const warningDays = 14;

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
    if (context.datedStages === "refuse") {
        return refused(`this environment refuses the dated stage "${stage}"`);
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
    const left =
        days === 0 ? "today is its last day" : `its last day is in ${days} ${days === 1 ? "day" : "days"}`;
    return {
        excused: true,
        warnings: [
            warning(
                field,
                `the end of the stage "${stage}": ${left}`,
                "promote the namespace, or move the date",
            ),
        ],
    };
}

function refused(why: string): StageVerdict {
    return { excused: false, warnings: [], why };
}

/** The message, with why a claimed stage did not help. */
export function withStage(message: string, verdict: StageVerdict): string {
    return verdict.excused || verdict.why === undefined ? message : `${message} (${verdict.why})`;
}

/** Days from one ISO date to another; undefined when one of them is not a day of the calendar. */
function daysBetween(from: string, to: string): number | undefined {
    const start = day(from);
    const end = day(to);
    return start === undefined || end === undefined ? undefined : end - start;
}

function day(text: string): number | undefined {
    const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
    // Date.parse takes 30 February for 2 March.
    return Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 10) !== text
        ? undefined
        : milliseconds / 86_400_000;
}
