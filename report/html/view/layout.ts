import type { PageData } from "./pageData";
import { type Arrow, ranks } from "./ranks";

export interface Box {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

export interface GroupBox extends Box {
    readonly group: number;
}

/** Where everything stands; nodes are all of one size, `nodeSize`. */
export interface Layout {
    /** Upper left corner, by the node's number. */
    readonly nodes: ReadonlyMap<number, { readonly x: number; readonly y: number }>;
    readonly groups: readonly GroupBox[];
    readonly bounds: Box;
}

export const nodeSize = { width: 168, height: 26 } as const;
const gap = { column: 56, row: 10, side: 14, head: 30, between: 72, below: 28 } as const;
/** So few that columns of unlike height do no harm. */
const fewMembers = 16;
/** So few that they fit beside each other however low they are. */
const fewColumns = 5;
/** Width of the picture to its height, about that of the place it is shown in. */
const aspect = 1.7;

/**
 * Callers to the left, callees to the right, namespace by namespace: the same picture for the same calls, on every
 * machine and every time.
 */
export function layoutOf(data: PageData, numbers: readonly number[], edges: readonly Arrow[]): Layout {
    const members = new Map<number, number[]>();
    for (const number of [...numbers].sort((left, right) => left - right)) {
        const group = data.nodes[number]?.group ?? -1;
        members.set(group, [...(members.get(group) ?? []), number]);
    }
    const groups = [...members.keys()];
    const within = edgesWithin(data, edges);
    const inside = groups.map((group) => insideOf(members.get(group) ?? [], within.get(group) ?? []));
    const places = placedGroups(data, groups, inside, edges);
    const nodes = new Map<number, { x: number; y: number }>();
    const boxes = groups.map((group, index): GroupBox => {
        const { x, y } = places[index] ?? { x: 0, y: 0 };
        const { at, width, height } = inside[index] ?? { at: new Map(), width: 0, height: 0 };
        for (const [number, place] of at) {
            nodes.set(number, { x: x + place.x, y: y + place.y });
        }
        return { group, x, y, width, height };
    });
    return { nodes, groups: boxes, bounds: around(boxes) };
}

/** The edges that lead out of no group, by the group. */
function edgesWithin({ nodes }: PageData, edges: readonly Arrow[]): ReadonlyMap<number, readonly Arrow[]> {
    const within = new Map<number, Arrow[]>();
    for (const edge of edges) {
        const [from, to] = edge.map((each) => nodes[each]?.group);
        if (from !== undefined && from === to) {
            const known = within.get(from) ?? [];
            known.push(edge);
            within.set(from, known);
        }
    }
    return within;
}

/** A box around some nodes, with the heads of their namespaces; undefined around none. */
export function boundsOf({ nodes }: Layout, numbers: readonly number[]): Box | undefined {
    const places = numbers.flatMap((each) => nodes.get(each) ?? []);
    if (places.length === 0) {
        return undefined;
    }
    const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
    const [x, y] = [least(xs) - gap.side, least(ys) - gap.head];
    return {
        x,
        y,
        width: most(xs) + nodeSize.width + gap.side - x,
        height: most(ys) + nodeSize.height + gap.side - y,
    };
}

/** Numbers can be so many that they are no arguments of a call. */
function least(numbers: readonly number[]): number {
    return numbers.reduce((left, right) => Math.min(left, right));
}

function most(numbers: readonly number[]): number {
    return numbers.reduce((left, right) => Math.max(left, right));
}

interface Inside {
    readonly at: ReadonlyMap<number, { readonly x: number; readonly y: number }>;
    readonly width: number;
    readonly height: number;
}

/** Few in columns by their ranks; of many, columns in the order of ranks, about as wide together as they are high. */
function insideOf(members: readonly number[], edges: readonly Arrow[]): Inside {
    const local = new Map(members.map((number, index) => [number, index]));
    const rank = ranks(
        members.length,
        localised(edges, (number) => local.get(number)),
    );
    const sorted = [...members.keys()].sort(
        (left, right) => (rank[left] ?? 0) - (rank[right] ?? 0) || left - right,
    );
    const levels = new Set(rank).size;
    const isByRank = members.length <= fewMembers && levels <= 3;
    // Those that do not call each other, as hosts outside, stand in no order that a column would have to keep.
    const columns = levels === 1 ? Number.POSITIVE_INFINITY : levels;
    const most = Math.max(1, Math.min(columns, Math.ceil(Math.sqrt(members.length / 4))));
    const perColumn = Math.ceil(members.length / most);
    const at = new Map<number, { readonly x: number; readonly y: number }>();
    const rows: number[] = [];
    for (const [position, index] of sorted.entries()) {
        const column = isByRank ? (rank[index] ?? 0) : Math.floor(position / perColumn);
        const row = rows[column] ?? 0;
        rows[column] = row + 1;
        at.set(members[index] ?? -1, {
            x: gap.side + column * (nodeSize.width + gap.column),
            y: gap.head + row * (nodeSize.height + gap.row),
        });
    }
    return {
        at,
        width: 2 * gap.side + rows.length * nodeSize.width + (rows.length - 1) * gap.column,
        height: gap.head + Math.max(...rows) * (nodeSize.height + gap.row) - gap.row + gap.side,
    };
}

/** Bands by rank, each of them broken into as many columns as keep the whole in shape. */
function placedGroups(
    data: PageData,
    groups: readonly number[],
    sizes: readonly Inside[],
    edges: readonly Arrow[],
): readonly { readonly x: number; readonly y: number }[] {
    const local = new Map(groups.map((group, index) => [group, index]));
    const arrows = localised(edges, (number) => local.get(data.nodes[number]?.group ?? -1));
    const rank = ranks(groups.length, arrows);
    const last = Math.max(0, ...rank) + 1;
    const bandOf = (index: number): number => {
        const place = data.groups[groups[index] ?? -1]?.place;
        return place === "callers outside" ? -1 : place === "hosts outside" ? last : (rank[index] ?? 0);
    };
    const area = sizes.reduce(
        (sum, { width, height }) => sum + (width + gap.between) * (height + gap.below),
        0,
    );
    const highest = Math.max(Math.sqrt(area / aspect), ...sizes.map(({ height }) => height));
    const order = [...groups.keys()].sort((left, right) => bandOf(left) - bandOf(right) || left - right);
    const banded = columnsOf(order, sizes, highest, bandOf);
    // A long chain of namespaces would be a thread of a picture: then neighbours in the chain share a column.
    const columns =
        banded.length > fewColumns && widthOf(banded, sizes) > 1.5 * aspect * highest
            ? columnsOf(order, sizes, highest, (index) =>
                  Math.max(-1, bandOf(index) === last ? 1 : Math.min(0, bandOf(index))),
              )
            : banded;
    const places = groups.map(() => ({ x: 0, y: 0 }));
    const callers = callersOf(arrows);
    let x = 0;
    for (const { indices, height } of columns) {
        let y = -(height - gap.below) / 2;
        const middle = (index: number): number => {
            const ys = (callers.get(index) ?? []).map((each) => places[each]?.y ?? 0);
            return ys.length === 0 ? 0 : ys.reduce((sum, each) => sum + each, 0) / ys.length;
        };
        for (const index of [...indices].sort(
            (left, right) => middle(left) - middle(right) || left - right,
        )) {
            places[index] = { x, y };
            y += (sizes[index]?.height ?? 0) + gap.below;
        }
        x += widest(indices, sizes) + gap.between;
    }
    return places;
}

interface Column {
    readonly indices: number[];
    height: number;
}

/** Filled from above in the order that is given; another band begins another column. */
function columnsOf(
    order: readonly number[],
    sizes: readonly Inside[],
    highest: number,
    bandOf: (index: number) => number,
): readonly Column[] {
    const columns: Column[] = [];
    let band = Number.NaN;
    for (const index of order) {
        const { height } = sizes[index] ?? { height: 0 };
        const column = columns.at(-1);
        if (column === undefined || bandOf(index) !== band || column.height + height > highest + 1) {
            band = bandOf(index);
            columns.push({ indices: [index], height: height + gap.below });
        } else {
            column.indices.push(index);
            column.height += height + gap.below;
        }
    }
    return columns;
}

function widthOf(columns: readonly Column[], sizes: readonly Inside[]): number {
    return columns.reduce((sum, { indices }) => sum + widest(indices, sizes) + gap.between, 0);
}

function widest(indices: readonly number[], sizes: readonly Inside[]): number {
    return Math.max(...indices.map((index) => sizes[index]?.width ?? 0));
}

function callersOf(arrows: readonly Arrow[]): ReadonlyMap<number, readonly number[]> {
    const callers = new Map<number, number[]>();
    for (const [from, to] of arrows) {
        const known = callers.get(to) ?? [];
        known.push(from);
        callers.set(to, known);
    }
    return callers;
}

function localised(
    edges: readonly Arrow[],
    numberOf: (number: number) => number | undefined,
): readonly Arrow[] {
    return edges.flatMap(([from, to]) => {
        const [left, right] = [numberOf(from), numberOf(to)];
        return left === undefined || right === undefined || left === right ? [] : [[left, right] as const];
    });
}

function around(boxes: readonly Box[]): Box {
    const x = Math.min(0, ...boxes.map((each) => each.x));
    const y = Math.min(0, ...boxes.map((each) => each.y));
    const right = Math.max(0, ...boxes.map((each) => each.x + each.width));
    const below = Math.max(0, ...boxes.map((each) => each.y + each.height));
    return { x, y, width: right - x, height: below - y };
}
