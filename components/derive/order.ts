/**
 * Orders by UTF-16 code units, the order of the graph's own maps. `localeCompare` would be slower and would
 * make the output depend on the machine.
 */
export function byCodeUnits(left: string, right: string): number {
    return left < right ? -1 : left > right ? 1 : 0;
}

export function ascending(left: number, right: number): number {
    return left - right;
}

/** The distinct texts, sorted. */
export function sortedTexts(texts: readonly string[]): string[] {
    const sorted = [...texts].sort(byCodeUnits);
    return sorted.filter((text, at) => at === 0 || text !== sorted[at - 1]);
}
