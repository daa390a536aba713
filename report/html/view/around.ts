import type { PageData } from "./pageData";

/** Calls that stay the same beside those that change, and how many more there would be. */
export interface Around {
    readonly edges: readonly number[];
    readonly left: number;
}

/** Of one end, in either direction: more is a crowd in which nobody finds what changes. */
export const mostBesides = 6;
/** In all, so that a change of everything does not become a picture of everything. */
export const mostAround = 200;

/**
 * What else the ends of `changed` call and are called by, one step far. Calls among those ends are all there; of the
 * others, those to whom few others are related come first: a store that two services share tells more than a collector
 * that everybody sends to.
 */
export function aroundOf(
    { nodes, edges }: PageData,
    changed: readonly number[],
    isWanted: (edge: number) => boolean,
): Around {
    const isChanged = new Set(changed);
    const ends = new Set(changed.flatMap((each) => [edges[each]?.from ?? -1, edges[each]?.to ?? -1]));
    const related = new Array<number>(nodes.length).fill(0);
    for (const { from, to } of edges) {
        related[from] = (related[from] ?? 0) + 1;
        related[to] = (related[to] ?? 0) + 1;
    }
    const among: number[] = [];
    const besides: { readonly edge: number; readonly side: string; readonly crowd: number }[] = [];
    for (const [edge, { from, to }] of edges.entries()) {
        const [knowsFrom, knowsTo] = [ends.has(from), ends.has(to)];
        if (isChanged.has(edge) || (!knowsFrom && !knowsTo) || !isWanted(edge)) {
            continue;
        }
        if (knowsFrom && knowsTo) {
            among.push(edge);
        } else {
            const [side, other] = knowsFrom ? [`from ${from}`, to] : [`to ${to}`, from];
            besides.push({ edge, side, crowd: related[other] ?? 0 });
        }
    }
    besides.sort((left, right) => left.crowd - right.crowd || left.edge - right.edge);
    const drawn = new Map<string, number>();
    const chosen = besides.filter(({ side }) => {
        const count = (drawn.get(side) ?? 0) + 1;
        drawn.set(side, count);
        return count <= mostBesides;
    });
    const kept = chosen.slice(0, mostAround).map(({ edge }) => edge);
    return { edges: [...among, ...kept], left: besides.length - kept.length };
}
