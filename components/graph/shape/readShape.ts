import type { z } from "zod";
import type { Problem } from "../../problems";
import { type Finding, findings } from "./issues";
import type { Place, Steps } from "./location";
import { plainCopy } from "./plainCopy";
import { Repair } from "./repair";

/** What could be read of a content, and everything that is wrong with its shape. */
export interface Shape<Content> {
    /** What is left once every unreadable part is taken out; absent when nothing sensible is left. */
    readonly content?: Content;
    readonly problems: readonly Problem[];
    /** The content as it was written (map keys sorted), to tell "not declared" from "declared, but unreadable". */
    readonly written: unknown;
    /** Paths of what was taken out, and of the lists that lost an item. */
    readonly removed: ReadonlySet<string>;
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
    const { copy: written, problems: notPlain } = plainCopy(content, place);
    const first = check(schema, written, place);
    const rest = first.some(needsRemoval) ? plainCopy(written, place).copy : written;
    const repair = new Repair(rest);
    const readable = repairAll(schema, rest, repair, first, place);
    const shape: Shape<Content> = {
        problems: [...notPlain, ...first.flatMap(({ problem }) => problem ?? []).filter(isNew(notPlain))],
        written,
        removed: new Set(repair.removed.map(place)),
        position: (list, index) => repair.position(list, index),
    };
    return readable ? { ...shape, content: rest as Content } : shape;
}

/** Takes out what cannot be read until the schema is content; false when that is everything. */
function repairAll(
    schema: z.ZodType,
    content: unknown,
    repair: Repair,
    first: readonly Finding[],
    place: Place,
): boolean {
    for (let found = first; found.some(needsRemoval); found = check(schema, content, place)) {
        if (!repair.remove(found.flatMap(({ remove }): Steps[] => (remove === undefined ? [] : [remove])))) {
            return false;
        }
    }
    return true;
}

/** What is not plain data was replaced by nothing: that it is now missing there is no second problem. */
function isNew(told: readonly Problem[]): (problem: Problem) => boolean {
    const paths = new Set(told.map(({ path }) => path));
    return ({ path }) => !paths.has(path);
}

function needsRemoval({ remove }: Finding): boolean {
    return remove !== undefined;
}

function check(schema: z.ZodType, content: unknown, place: Place): readonly Finding[] {
    const result = schema.safeParse(content);
    return result.success ? [] : findings(schema, content, result.error.issues, place);
}
