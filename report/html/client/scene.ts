import type { Curve, Point } from "../view/curve";
import { type Box, type Layout, nodeSize } from "../view/layout";
import type { PageData } from "../view/pageData";
import { legible } from "../view/viewport";

/** Everything a picture is drawn from. */
export interface Scene {
    readonly data: PageData;
    readonly layout: Layout;
    readonly curves: ReadonlyMap<number, Curve>;
    readonly shown: readonly number[];
    /** Of the shown edges those that stand out; all of them where nothing is searched or selected. */
    readonly strong: ReadonlySet<number> | undefined;
    /** Nodes at an end of a change; the others are drawn quieter. Undefined where no change is told. */
    readonly told: ReadonlySet<number> | undefined;
    readonly selectedNode?: number;
    readonly isPlain: boolean;
}

/** Whether there are so many lines, seen from so far, that only those between namespaces can be told apart. */
export function areOnlyStrands({ shown }: Scene, scale: number): boolean {
    return scale < legible && shown.length > 400;
}

export function overlaps(box: Box, view: Box): boolean {
    return (
        box.x <= view.x + view.width &&
        box.x + box.width >= view.x &&
        box.y <= view.y + view.height &&
        box.y + box.height >= view.y
    );
}

export function overlapsNode(place: Point | undefined, view: Box): boolean {
    return place !== undefined && overlaps({ ...place, ...nodeSize }, view);
}
