import { type Curve, distanceTo, isNear, type Point } from "./curve";
import { type Layout, nodeSize } from "./layout";

export type Hit = { readonly node: number } | { readonly edge: number } | undefined;

/** What is at a point of the picture: a node, or else the nearest edge within `reach`. */
export function hitAt(
    { nodes }: Pick<Layout, "nodes">,
    curves: ReadonlyMap<number, Curve>,
    point: Point,
    reach: number,
): Hit {
    for (const [node, { x, y }] of nodes) {
        if (point.x >= x && point.x <= x + nodeSize.width && point.y >= y && point.y <= y + nodeSize.height) {
            return { node };
        }
    }
    const around = { x: point.x - reach, y: point.y - reach, width: 2 * reach, height: 2 * reach };
    let nearest: { readonly edge: number; readonly distance: number } | undefined;
    for (const [edge, curve] of curves) {
        if (isNear(curve, around)) {
            const distance = distanceTo(curve, point);
            if (distance <= reach && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY)) {
                nearest = { edge, distance };
            }
        }
    }
    return nearest === undefined ? undefined : { edge: nearest.edge };
}
