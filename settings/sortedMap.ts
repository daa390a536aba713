/** Keys arrive sorted from the reader, except that JavaScript puts whole numbers first. */
export function sortedMap<From, To>(
    entries: Readonly<Record<string, From>> | undefined,
    to: (value: From, key: string) => To,
): ReadonlyMap<string, To> {
    const sorted = Object.entries(entries ?? {}).sort(([left], [right]) => (left < right ? -1 : 1));
    return new Map(sorted.map(([key, value]) => [key, to(value, key)]));
}
