import { aroundOf } from "./around";
import type { Effect, PageData, PageEdge } from "./pageData";

export type ShownSide = "before" | "after" | "difference";

/** What of the mesh is laid out. `around` adds calls that stay the same of those whose calls change. */
export type Extent = "changed" | "around" | "whole";

export interface Filter {
    readonly query: string;
    /** Number of a group; undefined for all of them. */
    readonly group?: number;
    readonly effects: ReadonlySet<Effect>;
    readonly extent: Extent;
    readonly side: ShownSide;
    /** The edges of one sentence, which then are all there is. */
    readonly only?: readonly number[];
}

const strongest: readonly Effect[] = ["opens", "closes", "changes"];

/** What an edge counts as where only one thing can be shown; undefined where nothing changes. */
export function effectOf({ changes = [] }: PageEdge): Effect | undefined {
    return strongest.find((each) => changes.some(({ effect }) => effect === each));
}

/** The edges that have a place in a picture, and how many more are around it. */
export interface Placed {
    readonly edges: readonly number[];
    readonly left: number;
}

/** Whichever side is looked at: the picture must not jump between sides. */
export function placedEdges(data: PageData, { extent, group, only }: Filter): Placed {
    if (only !== undefined) {
        return { edges: only, left: 0 };
    }
    const isInGroup = (index: number): boolean =>
        group === undefined || endsOf(data.edges[index]).some((each) => data.nodes[each]?.group === group);
    const all = [...data.edges.keys()].filter(isInGroup);
    if (extent === "whole") {
        return { edges: all, left: 0 };
    }
    const changed = all.filter((index) => data.edges[index]?.changes !== undefined);
    if (extent === "changed") {
        return { edges: changed, left: 0 };
    }
    const around = aroundOf(data, changed, isInGroup);
    return { edges: [...changed, ...around.edges].sort((left, right) => left - right), left: around.left };
}

/** Whether an edge is there on the side that is looked at, and has an effect that is wanted. */
export function isShown(edge: PageEdge, { side, effects }: Pick<Filter, "side" | "effects">): boolean {
    const isThere =
        side === "difference" || edge[side] !== undefined || (edge.policyOnly === true && side === "after");
    const { changes } = edge;
    return isThere && (changes === undefined || changes.some(({ effect }) => effects.has(effect)));
}

/** Tells for a query which edges have all of its words in their ends, calls or changes. */
export function edgeSearch(data: PageData): (query: string) => (edge: number) => boolean {
    const known = new Map<number, string>();
    const textOf = (index: number): string => {
        const text = known.get(index) ?? searchable(data, index).toLowerCase();
        known.set(index, text);
        return text;
    };
    return (query) => {
        const words = wordsOf(query);
        return (edge) => words.every((word) => textOf(edge).includes(word));
    };
}

export function wordsOf(query: string): readonly string[] {
    return query
        .toLowerCase()
        .split(/\s+/)
        .filter((word) => word !== "");
}

/** `orders/billing`; hosts outside by their name alone. */
export function nodeName({ nodes, groups }: PageData, number: number): string {
    const node = nodes[number];
    const group = groups[node?.group ?? -1];
    return group?.place === "inside" ? `${group.name}/${node?.name}` : (node?.name ?? "");
}

function searchable(data: PageData, index: number): string {
    const edge = data.edges[index];
    const terms = [edge?.before, edge?.after].flatMap((each) => data.terms[each ?? -1] ?? []);
    const texts = [
        ...terms.flatMap(({ calls, possible }) => [...calls, ...possible]),
        ...(edge?.changes ?? []).map(({ text }) => text),
    ];
    return [
        ...endsOf(edge).map((each) => nodeName(data, each)),
        ...texts.map((text) => data.texts[text] ?? ""),
    ].join(" ");
}

function endsOf(edge: PageEdge | undefined): readonly number[] {
    return edge === undefined ? [] : [edge.from, edge.to];
}
