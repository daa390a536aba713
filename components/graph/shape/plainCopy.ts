import { type Problem, problem } from "../../problems";
import type { Place } from "./location";

/** Nothing in the grammar is half as deep; a limit keeps hostile nesting from exhausting the stack. */
const deepest = 24;

/** Keys that would reach into JavaScript's own object machinery somewhere downstream. */
const forbidden = new Set(["__proto__", "constructor", "prototype"]);

/**
 * A copy that is only maps, lists and scalars, with map keys sorted: whatever is found in it is found in the same
 * order however the input was ordered. Maps have no prototype, so looking up a name never finds an inherited one.
 */
export function plainCopy(content: unknown, place: Place): { copy: unknown; problems: readonly Problem[] } {
    const copier = new Copier(place);
    return { copy: copier.copy(content), problems: copier.problems };
}

class Copier {
    readonly problems: Problem[] = [];
    readonly #place: Place;
    /** Where the copier stands; one list for the whole walk, because most values have nothing to report. */
    readonly #steps: (string | number)[] = [];

    constructor(place: Place) {
        this.#place = place;
    }

    copy(value: unknown): unknown {
        if (isScalar(value)) {
            return value;
        }
        if (this.#steps.length >= deepest) {
            return this.#report("too-deep", `nested ${deepest} levels deep; flatten it`);
        }
        if (Array.isArray(value)) {
            return Array.from(value, (item: unknown, index) => this.#child(index, item));
        }
        if (!isMap(value)) {
            return this.#report(
                "not-plain-data",
                "this is not plain data; use maps, lists, text, numbers, true and false",
            );
        }
        const copy: Record<string, unknown> = Object.create(null);
        for (const key of Object.keys(value).sort()) {
            if (forbidden.has(key)) {
                this.#child(
                    key,
                    undefined,
                    `the key "${key}" is reserved by JavaScript; choose another name`,
                );
            } else {
                copy[key] = this.#child(key, value[key]);
            }
        }
        return copy;
    }

    #child(step: string | number, value: unknown, refusal?: string): unknown {
        this.#steps.push(step);
        const copy = refusal === undefined ? this.copy(value) : this.#report("forbidden-key", refusal);
        this.#steps.pop();
        return copy;
    }

    #report(code: string, message: string): null {
        this.problems.push(problem(code, this.#place([...this.#steps]), message));
        return null;
    }
}

function isScalar(value: unknown): boolean {
    return (
        value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    );
}

/** True for what YAML and JSON call a map; class instances (dates, sets, …) are something else. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return false;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === null || prototype === Object.prototype;
}
