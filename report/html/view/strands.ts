import type { PageData } from "./pageData";

/** All edges from one namespace to another, as one line. */
export interface Strand {
    readonly from: number;
    readonly to: number;
    readonly count: number;
}

/** What is left of many edges when they are looked at from afar: between which namespaces there are how many. */
export function strandsOf({ groups, nodes, edges }: PageData, numbers: Iterable<number>): readonly Strand[] {
    const counts = new Map<number, number>();
    const width = groups.length;
    for (const number of numbers) {
        const edge = edges[number];
        const [from, to] = [nodes[edge?.from ?? -1]?.group, nodes[edge?.to ?? -1]?.group];
        if (from !== undefined && to !== undefined && from !== to) {
            const key = from * width + to;
            counts.set(key, (counts.get(key) ?? 0) + 1);
        }
    }
    return [...counts].map(([key, count]) => ({ from: Math.floor(key / width), to: key % width, count }));
}
