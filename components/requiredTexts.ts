import type { Trouble } from "./graph/shape/leaves";
import { shown } from "./graph/shape/shown";
import { formatProblems, type Problem, problem } from "./problems";

/**
 * Refuses a component before anything of it is registered where a text that it needs is missing or has not the form:
 * languages without types hand over whatever was written.
 *
 * @throws Error with everything that is wrong
 */
export function requireTexts<Args extends object>(
    component: string,
    args: Args,
    checks: { readonly [Key in keyof Args & string]?: (value: string) => Trouble },
): void {
    const problems = Object.entries(checks).flatMap(([key, check]): readonly Problem[] => {
        const value = (args as Readonly<Record<string, unknown>>)[key];
        if (typeof value !== "string") {
            const what = value === undefined ? "missing; write a text" : `must be text, got ${shown(value)}`;
            return [problem("wrong-type", key, what)];
        }
        const trouble = (check as (value: string) => Trouble)(value);
        return trouble === undefined ? [] : [problem(trouble.code, key, trouble.message)];
    });
    if (problems.length > 0) {
        throw new Error(formatProblems(`${component} cannot be made:`, problems));
    }
}
