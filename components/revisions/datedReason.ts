import { type Problem, problem } from "../problems";
import { daysBetween } from "./calendar";

/** Why something is done that a rule forbids, and for how long. */
export interface DatedReason {
    readonly reason: string;
    /** ISO date; it holds through this day. */
    readonly until: string;
}

/** What a kind of dated reason is called, in codes and in sentences. */
export interface ReasonWords {
    /** First word of its codes and the thing that ended, `exception`. */
    readonly noun: string;
    /** The same with its article, `an exception`. */
    readonly aNoun: string;
    /** What a good reason says, as the end of a sentence. */
    readonly why: string;
    /** What to do once it has ended, instead of dating it anew. */
    readonly instead: string;
}

/** Longer than that is not an exception but a habit. */
const longestDays = 180;
const shortestReason = 10;

/** Whether it says why, still holds, and ends in time; `at` leads to one of its fields. */
export function checkDatedReason(
    { reason, until }: DatedReason,
    today: string,
    at: (key: keyof DatedReason) => string,
    { noun, aNoun, why, instead }: ReasonWords,
): readonly Problem[] {
    const problems: Problem[] = [];
    if (reason.trim().length < shortestReason) {
        const message = `"${reason.trim()}" is no reason; say in a sentence ${why}`;
        problems.push(problem(`${noun}-without-reason`, at("reason"), message));
    }
    const left = daysBetween(today, until);
    if (left < 0) {
        const message = `the ${noun} ended on ${until}; ${instead}, or give a new date and reason`;
        problems.push(problem(`${noun}-expired`, at("until"), message));
    }
    if (left > longestDays) {
        const message = `${until} is ${left} days away; ${aNoun} may last ${longestDays} days at most`;
        problems.push(problem(`${noun}-too-far`, at("until"), message));
    }
    return problems;
}
