import type { Box } from "../view/layout";
import type { Palette } from "./palette";
import { legible, overlaps, type Scene } from "./scene";

export function drawGroups(
    context: CanvasRenderingContext2D,
    { layout }: Scene,
    scale: number,
    view: Box,
    palette: Palette,
): void {
    context.fillStyle = palette.group;
    context.strokeStyle = palette.line;
    context.lineWidth = 1 / scale;
    context.beginPath();
    for (const box of layout.groups) {
        if (overlaps(box, view)) {
            context.roundRect(box.x, box.y, box.width, box.height, 8);
        }
    }
    context.fill();
    context.stroke();
}

/** From near in the head of the box; from afar across it, with a rim that keeps it legible over lines. */
export function nameGroups(
    context: CanvasRenderingContext2D,
    { data, layout }: Scene,
    scale: number,
    view: Box,
    palette: Palette,
): void {
    const isFar = scale < legible;
    const letters = isFar ? Math.min(90, 12 / scale) : 13;
    context.font = `600 ${letters}px system-ui, sans-serif`;
    context.textBaseline = isFar ? "middle" : "alphabetic";
    context.textAlign = isFar ? "center" : "start";
    context.lineJoin = "round";
    for (const box of layout.groups.filter((each) => overlaps(each, view))) {
        const name = data.groups[box.group]?.name ?? "";
        const [x, y] = isFar ? [box.x + box.width / 2, box.y + box.height / 2] : [box.x + 14, box.y + 20];
        if (isFar) {
            context.strokeStyle = palette.surface;
            context.lineWidth = letters / 3;
            context.strokeText(name, x, y);
        }
        context.fillStyle = isFar ? palette.text : palette.faint;
        context.fillText(name, x, y);
    }
    context.textAlign = "start";
}
