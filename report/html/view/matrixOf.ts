import { effectOf, nodeName } from "./filter";
import type { Effect, PageData } from "./pageData";

export interface Matrix {
    /** Whether namespaces stand for their workloads. */
    readonly isByGroup: boolean;
    readonly rows: readonly Line[];
    readonly columns: readonly Line[];
    /** By row and column, as `cellKey` writes them. */
    readonly cells: ReadonlyMap<string, Cell>;
}

/** A caller or a callee: the number of a node or of a group. */
export interface Line {
    readonly number: number;
    readonly name: string;
}

export interface Cell {
    readonly edges: readonly number[];
    readonly effects: Readonly<Record<Effect, number>>;
}

/** More lines than this cannot be looked over; then namespaces stand for their workloads. */
export const mostLines = 40;

/** Callers down, callees across. */
export function matrixOf(data: PageData, edges: readonly number[]): Matrix {
    const callers = new Set(edges.map((each) => data.edges[each]?.from ?? -1));
    const callees = new Set(edges.map((each) => data.edges[each]?.to ?? -1));
    const isByGroup = Math.max(callers.size, callees.size) > mostLines;
    const lineOf = (node: number): number => (isByGroup ? (data.nodes[node]?.group ?? -1) : node);
    const cells = new Map<string, { edges: number[]; effects: Record<Effect, number> }>();
    for (const number of edges) {
        const edge = data.edges[number];
        if (edge === undefined) {
            continue;
        }
        const key = cellKey(lineOf(edge.from), lineOf(edge.to));
        const cell = cells.get(key) ?? { edges: [], effects: { opens: 0, closes: 0, changes: 0 } };
        cells.set(key, cell);
        cell.edges.push(number);
        const effect = effectOf(edge);
        if (effect !== undefined) {
            cell.effects[effect]++;
        }
    }
    const nameOf = (number: number): string =>
        isByGroup ? (data.groups[number]?.name ?? "") : nodeName(data, number);
    const lines = (nodes: ReadonlySet<number>): readonly Line[] =>
        [...new Set([...nodes].map(lineOf))]
            .sort((left, right) => left - right)
            .map((number) => ({ number, name: nameOf(number) }));
    return { isByGroup, rows: lines(callers), columns: lines(callees), cells };
}

export function cellKey(row: number, column: number): string {
    return `${row} ${column}`;
}
