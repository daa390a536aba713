import type { Effect, PageData, PageEdge } from "./pageData";

export type ShownSide = "before" | "after" | "difference";

/** What of the mesh is laid out. `around` adds calls that stay the same between those whose calls change. */
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

/** The edges that have a place in the picture, whichever side is looked at: the picture must not jump between sides. */
export function placedEdges(data: PageData, { extent, group, only }: Filter): readonly number[] {
    if (only !== undefined) {
        return only;
    }
    const all = data.edges.map((_, index) => index);
    const changed = all.filter((index) => data.edges[index]?.changes !== undefined);
    const ends = new Set(changed.flatMap((index) => endsOf(data.edges[index])));
    const inExtent =
        extent === "whole"
            ? all
            : extent === "changed"
              ? changed
              : all.filter((index) => endsOf(data.edges[index]).every((each) => ends.has(each)));
    return group === undefined
        ? inExtent
        : inExtent.filter((index) =>
              endsOf(data.edges[index]).some((each) => data.nodes[each]?.group === group),
          );
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
