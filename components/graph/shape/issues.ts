import type { z } from "zod";
import { type Problem, problem } from "../../problems";
import { didYouMean } from "../../suggestion";
import type { Place, Steps } from "./location";
import { isMap } from "./plainCopy";
import { keysAllowedAt } from "./sectionAt";
import { shown } from "./shown";

/** One thing the schema found: where, and what must go for the rest to be readable (nothing, if only a format is off). */
export interface Finding {
    readonly problem: Problem;
    readonly remove: Steps | undefined;
}

/** What a schema says about a content, in our words. */
export function findings(
    schema: z.ZodType,
    content: unknown,
    issues: readonly z.core.$ZodIssue[],
    place: Place,
): readonly Finding[] {
    return issues
        .flatMap((issue) => flatten(issue, []))
        .flatMap(({ issue, steps }) => {
            if (issue.code === "unrecognized_keys") {
                return issue.keys.map((key) => unknownKey(schema, steps, key, place));
            }
            if (issue.code === "custom") {
                const code = String(issue.params?.["code"]);
                return [{ problem: problem(code, place(steps), issue.message), remove: undefined }];
            }
            return [wrongType(content, steps, issue.message, place)];
        });
}

interface Located {
    readonly issue: z.core.$ZodIssue;
    readonly steps: Steps;
}

/**
 * Of several alternatives the one the writer meant is the one whose outer type fits: its inner issues are told.
 * When none fits, the alternatives together are what was expected.
 */
function flatten(issue: z.core.$ZodIssue, above: Steps): readonly Located[] {
    const steps = [...above, ...issue.path.map((step) => (typeof step === "number" ? step : String(step)))];
    if (issue.code !== "invalid_union") {
        return [{ issue, steps }];
    }
    const meant = issue.errors.find((alternative) =>
        alternative.every((each) => each.path.length > 0 || each.code === "unrecognized_keys"),
    );
    return meant === undefined ? [{ issue, steps }] : meant.flatMap((each) => flatten(each, steps));
}

function unknownKey(schema: z.ZodType, steps: Steps, key: string, place: Place): Finding {
    const { known, refused } = keysAllowedAt(schema, steps);
    const at = place([...steps, key]);
    const remove = [...steps, key];
    const reason = Object.hasOwn(refused, key) ? refused[key] : undefined;
    if (reason !== undefined) {
        return { problem: problem(reason.code, at, reason.message), remove };
    }
    const message = `unknown key ${shown(key)}${didYouMean(key, known)}; allowed: ${known.join(", ")}`;
    return { problem: problem("unknown-key", at, message), remove };
}

function wrongType(content: unknown, steps: Steps, expected: string, place: Place): Finding {
    const { parent, value, present } = valueAt(content, steps);
    if (!present && isMap(parent)) {
        const found = problem("missing-key", place(steps), `missing; write ${expected}`);
        return { problem: found, remove: steps.slice(0, -1) };
    }
    const quote = (typeof value === "number" || typeof value === "boolean") && !/number|true/.test(expected);
    const advice = quote ? `; put it in quotes if it is meant as text` : "";
    const found = problem("wrong-type", place(steps), `must be ${expected}, got ${shown(value)}${advice}`);
    return { problem: found, remove: steps };
}

function valueAt(content: unknown, steps: Steps) {
    let parent: unknown;
    let value = content;
    let present = true;
    for (const step of steps) {
        parent = value;
        present = typeof value === "object" && value !== null && Object.hasOwn(value, step);
        value = present ? (value as Record<string | number, unknown>)[step] : undefined;
    }
    return { parent, value, present };
}
