import type { z } from "zod";
import type { Problem } from "../../problems";
import { type Finding, findings } from "./issues";
import type { Place, Steps } from "./location";
import { plainCopy } from "./plainCopy";

/** What could be read of a content, and everything that is wrong with its shape. */
export interface Shape<Content> {
    /** What is left once every unreadable part is taken out; absent when nothing sensible is left. */
    readonly content?: Content;
    readonly problems: readonly Problem[];
    /** The content as it was written (map keys sorted), to tell "not declared" from "declared, but unreadable". */
    readonly written: unknown;
    /** Position of a list item in what was written: unreadable items before it may have been taken out. */
    readonly position: (list: readonly unknown[], index: number) => number;
}

/**
 * Checks a content against its schema. Parts of the wrong type are reported and taken out, so that the rest can
 * still be judged: every problem is reported at once and none is reported only because of another.
 *
 * The schemas check and never transform, so what passes them is the content itself.
 */
export function readShape<Content>(
    schema: z.ZodType<Content>,
    content: unknown,
    place: Place,
): Shape<Content> {
    const { copy, problems: notPlain } = plainCopy(content, place);
    const positions = new WeakMap<readonly unknown[], number[]>();
    const position = (list: readonly unknown[], index: number) => positions.get(list)?.[index] ?? index;
    let found = check(schema, copy, place);
    const problems = [...notPlain, ...found.map((each) => each.problem)];
    const shape = { problems, written: copy, position };
    if (!needsRepair(found)) {
        return { ...shape, content: copy as Content };
    }
    const rest = plainCopy(copy, place).copy;
    while (needsRepair(found)) {
        const removals = removalsOf(found);
        if (removals.some((steps) => steps.length === 0)) {
            return shape;
        }
        for (const steps of removals) {
            remove(rest, steps, positions);
        }
        found = check(schema, rest, place);
    }
    return { ...shape, content: rest as Content };
}

function check(schema: z.ZodType, content: unknown, place: Place): readonly Finding[] {
    const result = schema.safeParse(content);
    return result.success ? [] : findings(schema, content, result.error.issues, place);
}

function needsRepair(found: readonly Finding[]): boolean {
    return found.some((each) => each.remove !== undefined);
}

/** Each place once; later list items before earlier ones and inner places before outer ones, so none moves another. */
function removalsOf(found: readonly Finding[]): readonly Steps[] {
    const places = new Map(
        found.flatMap(({ remove: steps }) =>
            steps === undefined ? [] : [[JSON.stringify(steps), steps] as const],
        ),
    );
    return [...places.values()].sort(lastFirst);
}

function lastFirst(left: Steps, right: Steps): number {
    for (const [depth, step] of left.entries()) {
        const other = right[depth];
        if (other === undefined) {
            return -1;
        }
        if (step !== other) {
            return step > other ? -1 : 1;
        }
    }
    return left.length < right.length ? 1 : 0;
}

function remove(content: unknown, steps: Steps, positions: WeakMap<readonly unknown[], number[]>): void {
    const container = steps.slice(0, -1).reduce<unknown>(childOf, content);
    const last = steps.at(-1);
    if (Array.isArray(container) && typeof last === "number") {
        const left = positions.get(container) ?? container.map((_, index) => index);
        left.splice(last, 1);
        container.splice(last, 1);
        positions.set(container, left);
    } else if (typeof container === "object" && container !== null && last !== undefined) {
        delete (container as Record<string, unknown>)[last];
    }
}

function childOf(container: unknown, step: string | number): unknown {
    return typeof container === "object" && container !== null
        ? (container as Record<string | number, unknown>)[step]
        : undefined;
}
