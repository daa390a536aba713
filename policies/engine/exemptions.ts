import { daysBetween, lastDay, maximumDays, warningDays } from "./calendar";
import type { Context, Exemption } from "./context";
import { globMatches } from "./glob";
import { describeObject, type PolicyObject } from "./object";

const shortestReason = 10;

export interface ExemptionVerdict {
    readonly excused: boolean;
    /** Said beside a finding: that the end is near, or why an exemption does not help. */
    readonly note?: string;
}

const none: ExemptionVerdict = { excused: false };

/** Whether a rule leaves an object alone. What an exemption that has ended belongs to is judged again, and nothing else. */
export function exemptionOf(object: PolicyObject, context: Context): ExemptionVerdict {
    if (context.exemptions.length === 0) {
        return none;
    }
    const name = describeObject(object);
    const verdicts = context.exemptions
        .filter((each) => belongsTo(each, name, object.origin))
        .map((each) => verdictOf(each, context.today));
    const quiet = verdicts.find((each) => each.excused && each.note === undefined);
    return quiet ?? verdicts.find((each) => each.excused) ?? verdicts[0] ?? none;
}

/** The exemption that takes the weight of whatever a rule says about an object today; undefined where none does. */
export function exemptionInForce(object: PolicyObject, context: Context): Exemption | undefined {
    const name = describeObject(object);
    return context.exemptions.find(
        (each) => belongsTo(each, name, object.origin) && whyNotCounted(each, context.today) === undefined,
    );
}

function belongsTo({ object, urn }: Exemption, name: string, origin: string): boolean {
    // One that names both means the object only where it stands.
    return (
        (object !== undefined || urn !== undefined) &&
        (object === undefined || globMatches(object, name)) &&
        (urn === undefined || globMatches(urn, origin))
    );
}

/** Why an exemption does not help; undefined when it does. */
export function whyNotCounted({ reason, owner, until }: Exemption, today: string): string | undefined {
    if (reason.trim().length < shortestReason) {
        return `its exemption gives no reason: "${reason.trim()}"`;
    }
    if (!owner?.trim()) {
        return "its exemption names no owner";
    }
    const days = until === undefined ? undefined : daysBetween(today, until);
    if (days === undefined) {
        return `its exemption ends on no day: "${until ?? ""}"`;
    }
    if (days < 0) {
        return `its exemption ended on ${until}; ask ${owner.trim()}`;
    }
    return days > maximumDays
        ? `its exemption may end at most ${maximumDays} days ahead, not on ${until}`
        : undefined;
}

function verdictOf(exemption: Exemption, today: string): ExemptionVerdict {
    const why = whyNotCounted(exemption, today);
    if (why !== undefined) {
        return { excused: false, note: why };
    }
    const { reason, owner = "", until = "" } = exemption;
    const days = daysBetween(today, until) ?? 0;
    return days > warningDays
        ? { excused: true }
        : { excused: true, note: `exempt: ${reason.trim()}; ${lastDay(days)}; ask ${owner.trim()}` };
}
