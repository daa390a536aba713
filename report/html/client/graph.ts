import { type Curve, curveBetween } from "../view/curve";
import { hitAt } from "../view/hit";
import { boundsOf, type Layout, layoutOf } from "../view/layout";
import { notDrawn } from "../view/notDrawn";
import type { PageData } from "../view/pageData";
import { firstLook, fitted, fittingHeight, inPicture, panned, type Viewport, zoomed } from "../view/viewport";
import { draw } from "./drawing";
import { byId } from "./element";
import { moving } from "./moving";
import { paletteOf } from "./palette";
import { areOnlyStrands } from "./scene";
import type { State, Store } from "./state";
import type { Visible } from "./visible";

/** The picture: who calls whom, to be moved, looked at from near and far, and clicked. Answers how to draw it anew. */
export function graph(data: PageData, store: Store, visible: (state: State) => Visible): () => void {
    const canvas = byId("picture", HTMLCanvasElement);
    const context = canvas.getContext("2d");
    const probe = byId("probe", HTMLElement);
    const leftOut = byId("left-out", HTMLElement);
    let palette = paletteOf(probe);
    let placed: readonly number[] | undefined;
    let layout: Layout = layoutOf(data, [], []);
    let curves: ReadonlyMap<number, Curve> = new Map();
    let hittable = { shown: [] as readonly number[], curves };
    let viewport: Viewport = { scale: 1, left: 0, top: 0 };
    let scheduled = false;

    const size = () => ({ width: canvas.clientWidth, height: canvas.clientHeight });
    const paint = (): void => {
        scheduled = false;
        const ratio = devicePixelRatio;
        const { width, height } = size();
        const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
        if (canvas.width !== wide || canvas.height !== high) {
            canvas.width = wide;
            canvas.height = high;
        }
        const scene = sceneOf(data, store.get(), visible, layout, curves);
        if (context !== null) {
            draw(context, scene, viewport, { width, height }, ratio, palette);
        }
        const said = notDrawn(visible(store.get()).left, areOnlyStrands(scene, viewport.scale));
        if (leftOut.textContent !== said) {
            leftOut.textContent = said;
        }
    };
    const later = (): void => {
        if (!scheduled) {
            scheduled = true;
            requestAnimationFrame(paint);
        }
    };
    const look = (next: (viewport: Viewport) => Viewport): void => {
        viewport = next(viewport);
        later();
    };
    const whole = (): void => look(() => fitted(layout.bounds, size()));
    const first = (): void => {
        const changed = placed?.filter((each) => data.edges[each]?.changes !== undefined) ?? [];
        const { extent } = store.get();
        const standing = extent === "whole" ? undefined : boundsOf(layout, endsOf(data, changed));
        look(() => firstLook(layout.bounds, standing, size()));
    };
    const middle = () => ({ x: size().width / 2, y: size().height / 2 });

    moving(canvas, {
        pan: (x, y) => look((now) => panned(now, x, y)),
        zoom: (factor, at) => look((now) => zoomed(now, factor, at ?? middle())),
        whole,
        hit: (at) => {
            const { shown } = visible(store.get());
            // Asked with every move of a pointer, while what is shown stays the same.
            if (hittable.shown !== shown) {
                hittable = { shown, curves: only(curves, shown) };
            }
            return hitAt(layout, hittable.curves, inPicture(viewport, at), 7 / viewport.scale);
        },
        select: (selected) => store.set({ selected }),
    });
    byId("nearer", HTMLButtonElement).addEventListener("click", () =>
        look((now) => zoomed(now, 1.4, middle())),
    );
    byId("farther", HTMLButtonElement).addEventListener("click", () =>
        look((now) => zoomed(now, 1 / 1.4, middle())),
    );
    byId("whole", HTMLButtonElement).addEventListener("click", whole);

    store.follow((state) => {
        const { placed: next } = visible(state);
        if (next !== placed) {
            placed = next;
            const numbers = nodesOf(data, state, next);
            layout = layoutOf(data, numbers, arrowsOf(data, next));
            curves = curvesOf(data, layout, next);
            const high = fittingHeight(layout.bounds, canvas.clientWidth);
            canvas.style.setProperty("--high", high === undefined ? null : `${high}px`);
            first();
        }
        byId("nothing", HTMLElement).hidden = layout.nodes.size > 0;
        later();
    });
    new ResizeObserver(first).observe(canvas);
    return () => {
        palette = paletteOf(probe);
        later();
    };
}

/** The ends of the edges; of the whole mesh also those that nobody calls and that call nobody. */
function nodesOf(
    data: PageData,
    { extent, group, only }: State,
    edges: readonly number[],
): readonly number[] {
    const alone =
        extent === "whole" && only === undefined
            ? [...data.nodes.keys()].filter(
                  (each) => group === undefined || data.nodes[each]?.group === group,
              )
            : [];
    return [...new Set([...endsOf(data, edges), ...alone])];
}

function only(curves: ReadonlyMap<number, Curve>, numbers: readonly number[]): ReadonlyMap<number, Curve> {
    return new Map(
        numbers.flatMap((each) => {
            const curve = curves.get(each);
            return curve === undefined ? [] : [[each, curve] as const];
        }),
    );
}

function endsOf(data: PageData, edges: readonly number[]): readonly number[] {
    return edges.flatMap((each) => [data.edges[each]?.from ?? -1, data.edges[each]?.to ?? -1]);
}

function arrowsOf(data: PageData, edges: readonly number[]): readonly (readonly [number, number])[] {
    return edges.flatMap((each) => {
        const edge = data.edges[each];
        return edge === undefined ? [] : [[edge.from, edge.to] as const];
    });
}

function curvesOf(data: PageData, { nodes }: Layout, edges: readonly number[]): ReadonlyMap<number, Curve> {
    return new Map(
        edges.flatMap((number) => {
            const edge = data.edges[number];
            const [from, to] = [nodes.get(edge?.from ?? -1), nodes.get(edge?.to ?? -1)];
            return from === undefined || to === undefined ? [] : [[number, curveBetween(from, to)] as const];
        }),
    );
}

function sceneOf(
    data: PageData,
    state: State,
    visible: (state: State) => Visible,
    layout: Layout,
    curves: ReadonlyMap<number, Curve>,
) {
    const { shown, found } = visible(state);
    const { selected } = state;
    const isOfSelected = (number: number): boolean => {
        const edge = data.edges[number];
        return selected === undefined || edge === undefined
            ? true
            : "edge" in selected
              ? selected.edge === number
              : edge.from === selected.node || edge.to === selected.node;
    };
    const strong = found.filter(isOfSelected);
    const isPlain = state.side !== "difference";
    const changed = isPlain ? [] : shown.filter((each) => data.edges[each]?.changes !== undefined);
    return {
        data,
        layout,
        curves,
        shown,
        strong: strong.length === shown.length ? undefined : new Set(strong),
        told: changed.length === 0 ? undefined : new Set(endsOf(data, changed)),
        isPlain,
        ...(selected !== undefined && "node" in selected ? { selectedNode: selected.node } : {}),
    };
}
