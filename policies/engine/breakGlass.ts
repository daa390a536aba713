import { daysBetween } from "./calendar";

/** One switch that lets everything pass for a few days, said on every finding. */
export interface BreakGlass {
    readonly reason: string;
    readonly owner: string;
    /** ISO date; its last day. */
    readonly until: string;
}

/** Long enough for an incident, too short to live with. */
export const longestBreakGlass = 7;
const shortestReason = 10;

/** What is said beside a finding that it lets pass. */
export function breakGlassNote({ reason, owner, until }: BreakGlass): string {
    return `break glass through ${until} by ${owner.trim()}: ${reason.trim()}`;
}

/** Why it does not count; undefined when it does. */
export function breakGlassProblem({ reason, owner, until }: BreakGlass, today: string): string | undefined {
    if (reason.trim().length < shortestReason) {
        return `gives no reason: "${reason.trim()}"; say in ${shortestReason} characters at least what is on fire`;
    }
    if (owner.trim() === "") {
        return "names no owner; say whom to ask";
    }
    const days = daysBetween(today, until);
    if (days === undefined) {
        return `ends on no day: "${until}"; give its last one as YYYY-MM-DD`;
    }
    if (days < 0) {
        return `ended on ${until}; take it out of the configuration, or ask ${owner.trim()}`;
    }
    return days > longestBreakGlass
        ? `may end at most ${longestBreakGlass} days ahead, not on ${until}; what lasts longer is an exemption`
        : undefined;
}
