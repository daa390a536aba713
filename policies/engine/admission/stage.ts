import { annotations, labels } from "../../../components/labels";
import { maximumDays } from "../calendar";
import type { Context } from "../context";
import { type DatedStage, shortestReason } from "../stage";
import { all, any, isOneOf, isSet, listOf, not, textAt } from "./cel";

/**
 * `stageVerdict` in CEL. There is no clock in it, so the days between which a stage may end are those of the day on
 * which the policies were written.
 */
export function isExcusedByStage(accepted: readonly DatedStage[], context: Context): string {
    const until = textAt("object", "metadata", "annotations", annotations.until);
    const isRolledBack = all(
        isSet("object", "metadata", "labels", labels.rollback),
        `${textAt("object", "metadata", "annotations", annotations.reason)}.trim().size() >= ${shortestReason}`,
    );
    return all(
        isOneOf(textAt("object", "metadata", "labels", labels.stage), accepted),
        ...(context.datedStages === "refuse" ? [isRolledBack] : []),
        not(`request.namespace in ${listOf(context.rootNamespaces)}`),
        isDayWithin(until, context.today),
    );
}

/** A day of the calendar from today on, as far ahead as anything may end. */
function isDayWithin(text: string, today: string): string {
    const last = later(today, maximumDays);
    return all(
        `${text}.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}$')`,
        `${text} >= '${today}'`,
        `${text} <= '${last}'`,
        any(
            `${text}.matches('-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$')`,
            `${text}.matches('-(0[13-9]|1[0-2])-(29|30)$')`,
            `${text}.matches('-(0[13578]|1[02])-31$')`,
            ...leapDays(today, last).map((each) => `${text} == '${each}'`),
        ),
    );
}

function later(day: string, days: number): string {
    return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function leapDays(first: string, last: string): readonly string[] {
    return [first, last]
        .map((each) => `${each.slice(0, 4)}-02-29`)
        .filter((each) => each >= first && each <= last && later(each, 0) === each);
}
