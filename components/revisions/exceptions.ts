import { type Problem, problem } from "../problems";
import { daysBetween } from "./calendar";

/** A rule about versions that a stack breaks knowingly. */
export interface VersionException {
    readonly rule: "istio-security-floor" | "istio-end-of-life";
    readonly reason: string;
    /** ISO date; the exception holds through this day. */
    readonly until: string;
}

/** Longer than that is not an exception but a habit. */
const longestDays = 180;
const shortestReason = 10;

/** Exceptions that still hold, and what is wrong with the others; `at` leads to one field of the n-th. */
export function checkExceptions(
    exceptions: readonly VersionException[],
    today: string,
    at: (index: number, key: keyof VersionException) => string,
): { readonly valid: readonly VersionException[]; readonly problems: readonly Problem[] } {
    const problems: Problem[] = [];
    const seen = new Set<string>();
    const valid = exceptions.filter(({ rule, reason, until }, index) => {
        if (seen.has(rule)) {
            const message = `there is already an exception from "${rule}"; keep one`;
            problems.push(problem("exception-duplicate", at(index, "rule"), message));
        }
        seen.add(rule);
        if (reason.trim().length < shortestReason) {
            const message = `"${reason.trim()}" is no reason; say in a sentence why the rule cannot be kept yet`;
            problems.push(problem("exception-without-reason", at(index, "reason"), message));
        }
        const left = daysBetween(today, until);
        if (left < 0) {
            const message = `the exception ended on ${until}; keep the rule, or give a new date and reason`;
            problems.push(problem("exception-expired", at(index, "until"), message));
        }
        if (left > longestDays) {
            const message = `${until} is ${left} days away; an exception may last ${longestDays} days at most`;
            problems.push(problem("exception-too-far", at(index, "until"), message));
        }
        return left >= 0;
    });
    return { valid, problems };
}
