import type { z } from "zod";
import { type Problem, problem } from "../../problems";
import { didYouMean } from "../../suggestion";
import type { Place, Steps } from "./location";
import { isMap } from "./plainCopy";
import { keysAllowedAt } from "./sectionAt";
import { shown } from "./shown";

/** One thing the schema found, and what must go for the rest to be readable (nothing, if only a format is off). */
export interface Finding {
    /** Absent where another finding already says it. */
    readonly problem: Problem | undefined;
    readonly remove: Steps | undefined;
}

/** What a schema says about a content, in our words. */
export function findings(
    schema: z.ZodType,
    content: unknown,
    issues: readonly z.core.$ZodIssue[],
    place: Place,
): readonly Finding[] {
    const located = issues.flatMap((issue) => flatten(issue, []));
    const misspelt = new Misspelt(located);
    return located.flatMap(({ issue, steps }) => {
        if (issue.code === "unrecognized_keys") {
            return issue.keys.map((key) => unknownKey(schema, steps, key, place));
        }
        if (issue.code === "custom") {
            const code = String(issue.params?.["code"]);
            return [{ problem: problem(code, place(steps), issue.message), remove: undefined }];
        }
        return [wrongType(content, steps, issue, place, misspelt)];
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

/** A key that is missing only because it is misspelt is one problem, not two. */
class Misspelt {
    readonly #unknown = new Map<string, readonly string[]>();

    constructor(located: readonly Located[]) {
        for (const { issue, steps } of located) {
            if (issue.code === "unrecognized_keys") {
                this.#unknown.set(JSON.stringify(steps), issue.keys.slice(0, 50));
            }
        }
    }

    stands(steps: Steps): boolean {
        const unknown = this.#unknown.get(JSON.stringify(steps.slice(0, -1))) ?? [];
        return unknown.some((key) => didYouMean(key, [String(steps.at(-1))]) !== "");
    }
}

function wrongType(
    content: unknown,
    steps: Steps,
    issue: z.core.$ZodIssue,
    place: Place,
    misspelt: Misspelt,
): Finding {
    const expected = issue.message;
    const { parent, value, present } = valueAt(content, steps);
    if (!present && isMap(parent)) {
        const missing = problem("missing-key", place(steps), `missing; write ${expected}`);
        const found = misspelt.stands(steps) ? undefined : missing;
        return { problem: found, remove: steps.slice(0, -1) };
    }
    const words = wordsOf(issue);
    const suggestion = typeof value === "string" ? nearestWord(value.slice(0, 200), words, expected) : "";
    const code = typeof value === "string" && words.length > 0 ? "wrong-word" : "wrong-type";
    const message = `must be ${expected}, got ${shown(value)}${suggestion}${advice(value, expected)}`;
    return { problem: problem(code, place(steps), message), remove: steps };
}

/** No suggestion where what is expected already speaks of the word: https is near to http, but tls is meant. */
function nearestWord(value: string, words: readonly string[], expected: string): string {
    const lower = value.toLowerCase();
    const explained = !words.includes(lower) && expected.split(/\W+/).includes(lower);
    return explained ? "" : didYouMean(value, words);
}

/** The words that would have been right, where some are. */
function wordsOf(issue: z.core.$ZodIssue): readonly string[] {
    if (issue.code === "invalid_union") {
        return issue.errors.flat().flatMap(wordsOf);
    }
    return issue.code === "invalid_value" ? issue.values.map(String) : [];
}

/** YAML reads 30 and true as what they look like, not as text. */
function advice(value: unknown, expected: string): string {
    if (typeof value === "number" && expected.startsWith("a duration")) {
        return `; add the unit, such as ${value}s`;
    }
    const scalar = typeof value === "number" || typeof value === "boolean";
    return scalar && !/number|true|map|list/.test(expected)
        ? "; put it in quotes if it is meant as text"
        : "";
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
