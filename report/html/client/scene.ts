import type { Curve } from "../view/curve";
import type { Box, Layout } from "../view/layout";
import type { PageData } from "../view/pageData";

/** Everything a picture is drawn from. */
export interface Scene {
    readonly data: PageData;
    readonly layout: Layout;
    readonly curves: ReadonlyMap<number, Curve>;
    readonly shown: readonly number[];
    /** Of the shown edges those that stand out; all of them where nothing is searched or selected. */
    readonly strong: ReadonlySet<number> | undefined;
    readonly selectedNode?: number;
    readonly isPlain: boolean;
}

/** Below this scale names cannot be read, and namespaces are named instead. */
export const legible = 0.4;
export function overlaps(box: Box, view: Box): boolean {
    return (
        box.x <= view.x + view.width &&
        box.x + box.width >= view.x &&
        box.y <= view.y + view.height &&
        box.y + box.height >= view.y
    );
}
