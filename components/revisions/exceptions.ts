import { type Problem, problem } from "../problems";
import { daysBetween } from "./calendar";
import { checkDatedReason, type DatedReason, type ReasonWords } from "./datedReason";

/** Rules about versions that a stack may break knowingly. */
export const exceptionRules = [
    "istio-security-floor",
    "istio-end-of-life",
    "istio-kubernetes",
    "revision-count",
    "revision-skew",
] as const;

/** A rule about versions that a stack breaks knowingly. */
export interface VersionException extends DatedReason {
    readonly rule: (typeof exceptionRules)[number];
}

const words: ReasonWords = {
    noun: "exception",
    aNoun: "an exception",
    why: "why the rule cannot be kept yet",
    instead: "keep the rule",
};

/** Exceptions that still hold, and what is wrong with the others; `at` leads to one field of the n-th. */
export function checkExceptions(
    exceptions: readonly VersionException[],
    today: string,
    at: (index: number, key: keyof VersionException) => string,
): { readonly valid: readonly VersionException[]; readonly problems: readonly Problem[] } {
    const problems: Problem[] = [];
    const seen = new Set<string>();
    const valid = exceptions.filter((exception, index) => {
        const { rule, until } = exception;
        if (seen.has(rule)) {
            const message = `there is already an exception from "${rule}"; keep one`;
            problems.push(problem("exception-duplicate", at(index, "rule"), message));
        }
        seen.add(rule);
        problems.push(...checkDatedReason(exception, today, (key) => at(index, key), words));
        return daysBetween(today, until) >= 0;
    });
    return { valid, problems };
}

/** The problem of a broken rule, or the warning that it becomes under an exception that holds. */
export function excepted(found: Problem, exceptions: readonly VersionException[]): Problem {
    const exception = exceptions.find(({ rule }) => rule === found.code);
    return exception === undefined
        ? found
        : {
              code: `${found.code}-excepted`,
              path: found.path,
              message: `${found.message} (excepted until ${exception.until}: ${exception.reason.trim()})`,
              severity: "warning",
          };
}
