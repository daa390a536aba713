import type { Box, GroupBox } from "../view/layout";
import { legible } from "../view/viewport";
import type { Palette } from "./palette";
import { overlaps, type Scene } from "./scene";

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

/**
 * From near in the head of the box; from afar across it, with a rim that keeps it legible over lines, and only where no
 * other name is: those of namespaces in which something changes come first.
 */
export function nameGroups(
    context: CanvasRenderingContext2D,
    scene: Scene,
    scale: number,
    view: Box,
    palette: Palette,
): void {
    const { data } = scene;
    const isFar = scale < legible;
    const letters = isFar ? Math.min(90, 12 / scale) : 13;
    context.font = `600 ${letters}px system-ui, sans-serif`;
    context.textBaseline = isFar ? "middle" : "alphabetic";
    context.textAlign = isFar ? "center" : "start";
    context.lineJoin = "round";
    const names: Box[] = [];
    for (const box of toldFirst(scene).filter((each) => overlaps(each, view))) {
        const name = data.groups[box.group]?.name ?? "";
        if (!isFar) {
            context.fillStyle = palette.faint;
            context.fillText(name, box.x + 14, box.y + 20);
            continue;
        }
        const width = context.measureText(name).width + letters / 2;
        const [x, y] = [within(box.x + box.width / 2, width, view), box.y + box.height / 2];
        const place = { x: x - width / 2, y: y - letters / 2, width, height: letters };
        if (!names.some((each) => overlaps(each, place))) {
            names.push(place);
            context.strokeStyle = palette.surface;
            context.lineWidth = letters / 3;
            context.strokeText(name, x, y);
            context.fillStyle = palette.text;
            context.fillText(name, x, y);
        }
    }
    context.textAlign = "start";
}

function toldFirst({ data, layout, told }: Scene): readonly GroupBox[] {
    const groups = new Set([...(told ?? [])].map((each) => data.nodes[each]?.group ?? -1));
    const isTold = ({ group }: GroupBox): boolean => groups.has(group);
    return groups.size === 0
        ? layout.groups
        : [...layout.groups.filter(isTold), ...layout.groups.filter((each) => !isTold(each))];
}

/** The middle of a name that is seen whole, if there is room for it. */
function within(middle: number, width: number, { x, width: room }: Box): number {
    return Math.max(x + width / 2, Math.min(x + room - width / 2, middle));
}
