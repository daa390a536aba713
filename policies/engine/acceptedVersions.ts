import { daysBetween, lastDay, maximumDays, warningDays } from "./calendar";
import type { Context } from "./context";
import type { StatedVersion } from "./istioVersion";
import { type Finding, violation, warning } from "./rule";

const shortestReason = 10;

/**
 * What to say of a version that a rule refuses: the refusal, unless `acceptedVersions` has it, with a reason and a
 * date that is neither past nor far. Near its end an acceptance is warned about.
 */
export function refuseVersion(
    { version, field }: StatedVersion,
    message: string,
    fix: string,
    context: Context,
): readonly Finding[] {
    const accepted = context.acceptedVersions.find((each) => each.version === version);
    if (accepted === undefined) {
        return [violation(field, message, fix)];
    }
    const { reason, until } = accepted;
    const days = daysBetween(context.today, until);
    const why = refusal(reason, until, days);
    if (why !== undefined) {
        return [violation(field, `${message} (${why})`, fix)];
    }
    return days === undefined || days > warningDays
        ? []
        : [warning(field, `${message} (accepted: ${reason.trim()}; ${lastDay(days)})`, fix)];
}

/** Why an acceptance does not count. */
function refusal(reason: string, until: string, days: number | undefined): string | undefined {
    if (reason.trim().length < shortestReason) {
        return `its entry in acceptedVersions gives no reason: "${reason.trim()}"`;
    }
    if (days === undefined) {
        return `its entry in acceptedVersions ends on no day: "${until}"`;
    }
    if (days < 0) {
        return `its entry in acceptedVersions ended on ${until}`;
    }
    return days > maximumDays
        ? `its entry in acceptedVersions may end at most ${maximumDays} days ahead, not on ${until}`
        : undefined;
}
