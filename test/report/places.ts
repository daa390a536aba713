/** Where a value stands in another: names of fields, and numbers in lists. */
export type Place = readonly (string | number)[];

/** Every place below a value; of its lists the first `most` items. */
export function placesIn(
    value: unknown,
    most = Number.POSITIVE_INFINITY,
    here: Place = [],
): readonly Place[] {
    const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
        ? [...value.entries()].slice(0, most)
        : typeof value === "object" && value !== null
          ? Object.entries(value)
          : [];
    return entries.flatMap(([key, each]) => [[...here, key], ...placesIn(each, most, [...here, key])]);
}

/** A copy with something else at a place. */
export function replacedAt(value: unknown, [key, ...rest]: Place, by: unknown): unknown {
    if (key === undefined) {
        return by;
    }
    const copy = structuredClone(value) as Record<string | number, unknown>;
    copy[key] = replacedAt(copy[key], rest, by);
    return copy;
}
