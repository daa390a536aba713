import { type Box, nodeSize } from "./layout";

export interface Point {
    readonly x: number;
    readonly y: number;
}

/** A cubic Bézier curve: begin, two handles, end. */
export type Curve = readonly [Point, Point, Point, Point];

/** From a caller's side to a callee's, given their upper left corners; beside each other where they share a column. */
export function curveBetween(from: Point, to: Point): Curve {
    const [start, end] = [from.y + nodeSize.height / 2, to.y + nodeSize.height / 2];
    const forward = to.x >= from.x + nodeSize.width;
    const backward = from.x >= to.x + nodeSize.width;
    const begin = { x: backward ? from.x : from.x + nodeSize.width, y: start };
    const finish = { x: forward ? to.x : to.x + nodeSize.width, y: end };
    const reach =
        forward || backward
            ? Math.max(24, Math.abs(finish.x - begin.x) / 2)
            : 24 + Math.min(60, Math.abs(end - start) / 6);
    return [
        begin,
        { x: begin.x + (backward ? -reach : reach), y: start },
        { x: finish.x + (forward ? -reach : reach), y: end },
        finish,
    ];
}

export function pointOn([a, b, c, d]: Curve, t: number): Point {
    const s = 1 - t;
    const [p, q, r, u] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
    return { x: p * a.x + q * b.x + r * c.x + u * d.x, y: p * a.y + q * b.y + r * c.y + u * d.y };
}

/** How far a point is from a curve, as straight pieces tell it. */
export function distanceTo(curve: Curve, point: Point, pieces = 16): number {
    let nearest = Number.POSITIVE_INFINITY;
    let [from] = [curve[0]];
    for (let piece = 1; piece <= pieces; piece++) {
        const to = pointOn(curve, piece / pieces);
        nearest = Math.min(nearest, toSegment(point, from, to));
        from = to;
    }
    return nearest;
}

/** Whether a curve can be seen in a box: its handles bound it. */
export function isNear([a, b, c, d]: Curve, { x, y, width, height }: Box): boolean {
    return (
        Math.max(a.x, b.x, c.x, d.x) >= x &&
        Math.min(a.x, b.x, c.x, d.x) <= x + width &&
        Math.max(a.y, b.y, c.y, d.y) >= y &&
        Math.min(a.y, b.y, c.y, d.y) <= y + height
    );
}

function toSegment(point: Point, from: Point, to: Point): number {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length;
    const on = Math.max(0, Math.min(1, t));
    return Math.hypot(point.x - from.x - on * dx, point.y - from.y - on * dy);
}
