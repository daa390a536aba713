import { type Problem, problem } from "../../problems";
import type { Place, Steps } from "./location";

/** Nothing in the grammar is half as deep; a limit keeps hostile nesting from exhausting the stack. */
const deepest = 24;

/** Keys that would reach into JavaScript's own object machinery somewhere downstream. */
const forbidden = new Set(["__proto__", "constructor", "prototype"]);

/**
 * A copy that is only maps, lists and scalars, with map keys sorted: whatever is found in it is found in the same
 * order however the input was ordered. Maps have no prototype, so looking up a name never finds an inherited one.
 */
export function plainCopy(content: unknown, place: Place): { copy: unknown; problems: readonly Problem[] } {
    const problems: Problem[] = [];
    const copyOf = (value: unknown, steps: Steps): unknown => {
        if (value === null || ["string", "number", "boolean"].includes(typeof value)) {
            return value;
        }
        if (steps.length >= deepest) {
            problems.push(problem("too-deep", place(steps), `nested ${deepest} levels deep; flatten it`));
            return null;
        }
        if (Array.isArray(value)) {
            return Array.from(value, (item: unknown, index) => copyOf(item, [...steps, index]));
        }
        if (!isMap(value)) {
            problems.push(
                problem(
                    "not-plain-data",
                    place(steps),
                    "this is not plain data; use maps, lists, text, numbers, true and false",
                ),
            );
            return null;
        }
        return copyOfMap(value, steps);
    };
    const copyOfMap = (map: Readonly<Record<string, unknown>>, steps: Steps): unknown => {
        const copy: Record<string, unknown> = Object.create(null);
        for (const key of Object.keys(map).sort()) {
            if (forbidden.has(key)) {
                const message = `the key "${key}" is reserved by JavaScript; choose another name`;
                problems.push(problem("forbidden-key", place([...steps, key]), message));
            } else {
                copy[key] = copyOf(map[key], [...steps, key]);
            }
        }
        return copy;
    };
    return { copy: copyOf(content, []), problems };
}

/** True for what YAML and JSON call a map; class instances (dates, sets, …) are something else. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return false;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === null || prototype === Object.prototype;
}
