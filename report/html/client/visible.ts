import { edgeSearch, effectOf, isShown, type Placed, placedEdges } from "../view/filter";
import type { PageData, PageEdge } from "../view/pageData";
import type { State } from "./state";

/** What a state shows: of the edges with a place those that are shown, and of these those that a search finds, what opens first. */
export interface Visible {
    readonly placed: readonly number[];
    /** How many calls more there are around what is placed. */
    readonly left: number;
    readonly shown: readonly number[];
    readonly found: readonly number[];
}

/** Computes it once for a state, however many views ask. */
export function visibleIn(data: PageData): (state: State) => Visible {
    const search = edgeSearch(data);
    const ranks = data.edges.map(rankOf);
    const inOrder = (edges: readonly number[]): readonly number[] =>
        [0, 1, 2].flatMap((rank) => edges.filter((each) => ranks[each] === rank));
    let last: { readonly state: State; readonly visible: Visible } | undefined;
    let placed: ({ readonly key: string; readonly only: unknown } & Placed) | undefined;
    return (state) => {
        if (last?.state !== state) {
            const key = `${state.extent} ${state.group ?? ""}`;
            if (placed?.key !== key || placed.only !== state.only) {
                placed = { key, only: state.only, ...placedEdges(data, state) };
            }
            const shown = placed.edges.filter((each) => {
                const edge = data.edges[each];
                return edge !== undefined && isShown(edge, state);
            });
            const isFound = search(state.query);
            const found = inOrder(shown.filter(isFound));
            last = { state, visible: { placed: placed.edges, left: placed.left, shown, found } };
        }
        return last.visible;
    };
}

/** What opens, then what changes otherwise, then the rest: a reviewer must not look for the first among the others. */
function rankOf(edge: PageEdge): number {
    const effect = effectOf(edge);
    return effect === "opens" ? 0 : effect === undefined ? 2 : 1;
}
