import type { Box } from "../view/layout";
import { strandsOf } from "../view/strands";
import type { Palette } from "./palette";
import type { Scene } from "./scene";

/** Lines between namespaces, the thicker the more calls they stand for. */
export function drawStrands(
    context: CanvasRenderingContext2D,
    { data, layout, shown, strong }: Scene,
    scale: number,
    palette: Palette,
): void {
    const boxes = new Map(layout.groups.map((each) => [each.group, each]));
    context.strokeStyle = palette.same;
    context.globalAlpha = 0.3;
    for (const { from, to, count } of strandsOf(data, strong ?? shown)) {
        const [left, right] = [boxes.get(from), boxes.get(to)];
        if (left !== undefined && right !== undefined) {
            const [begin, end] = [middle(left), middle(right)];
            context.lineWidth = (0.6 + Math.log2(1 + count) / 2) / scale;
            context.beginPath();
            context.moveTo(begin.x, begin.y);
            context.lineTo(end.x, end.y);
            context.stroke();
        }
    }
    context.globalAlpha = 1;
}

function middle({ x, y, width, height }: Box): { readonly x: number; readonly y: number } {
    return { x: x + width / 2, y: y + height / 2 };
}
