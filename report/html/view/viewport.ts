import type { Point } from "./curve";
import type { Box } from "./layout";

/** How the picture is looked at: a point of it is at `x * scale + left`, `y * scale + top` of the place it is shown in. */
export interface Viewport {
    readonly scale: number;
    readonly left: number;
    readonly top: number;
}

export interface Size {
    readonly width: number;
    readonly height: number;
}

const smallest = 0.02;
const largest = 3;
const margin = 16;

/** The whole of a box, in the middle, and never larger than life. */
export function fitted({ x, y, width, height }: Box, size: Size): Viewport {
    const scale = clamped(
        Math.min(
            1.1,
            (size.width - 2 * margin) / Math.max(1, width),
            (size.height - 2 * margin) / Math.max(1, height),
        ),
    );
    return {
        scale,
        left: (size.width - width * scale) / 2 - x * scale,
        top: (size.height - height * scale) / 2 - y * scale,
    };
}

/** Below this scale names cannot be read, and namespaces are named instead. */
export const legible = 0.4;

/** The whole where its names can be read, else what stands out in it. */
export function firstLook(bounds: Box, standing: Box | undefined, size: Size): Viewport {
    const whole = fitted(bounds, size);
    return standing === undefined || whole.scale >= legible ? whole : fitted(standing, size);
}

/** Height of a place so wide in which the whole has no empty room above and below it; where it is too small, any. */
export function fittingHeight(bounds: Box, width: number): number | undefined {
    const { scale } = fitted(bounds, { width, height: Number.POSITIVE_INFINITY });
    return scale < legible ? undefined : Math.max(220, Math.ceil(bounds.height * scale + 2 * margin));
}

/** Nearer or farther, with what is under a point staying under it. */
export function zoomed({ scale, left, top }: Viewport, factor: number, at: Point): Viewport {
    const next = clamped(scale * factor);
    const ratio = next / scale;
    return { scale: next, left: at.x - (at.x - left) * ratio, top: at.y - (at.y - top) * ratio };
}

export function panned({ scale, left, top }: Viewport, x: number, y: number): Viewport {
    return { scale, left: left + x, top: top + y };
}

/** A point of the place in the picture. */
export function inPicture({ scale, left, top }: Viewport, { x, y }: Point): Point {
    return { x: (x - left) / scale, y: (y - top) / scale };
}

/** The part of the picture that is seen. */
export function seen(viewport: Viewport, { width, height }: Size): Box {
    const { x, y } = inPicture(viewport, { x: 0, y: 0 });
    return { x, y, width: width / viewport.scale, height: height / viewport.scale };
}

function clamped(scale: number): number {
    return Math.max(smallest, Math.min(largest, scale));
}
