import { type Curve, isNear, pointOn } from "../view/curve";
import { effectOf } from "../view/filter";
import type { Box } from "../view/layout";
import { type Size, seen, type Viewport } from "../view/viewport";
import { drawNodes } from "./drawnNodes";
import type { Palette } from "./palette";
import { legible, overlaps, type Scene } from "./scene";

/** More lines than this that stay the same are not told apart anyway when looked at from afar. */
const tooMany = 1500;

const styles = { opens: 3, closes: 2.2, changes: 2.2, same: 1.2 } as const;
const dashes = { opens: [], closes: [7, 5], changes: [2, 4], same: [] } as const;
type Look = keyof typeof styles;

/** One picture; only what is seen is drawn. */
export function draw(
    context: CanvasRenderingContext2D,
    scene: Scene,
    viewport: Viewport,
    size: Size,
    ratio: number,
    palette: Palette,
): void {
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    context.setTransform(
        ratio * viewport.scale,
        0,
        0,
        ratio * viewport.scale,
        ratio * viewport.left,
        ratio * viewport.top,
    );
    drawGroups(context, scene, viewport, size, palette);
    drawEdges(context, scene, viewport, size, palette);
    drawNodes(context, scene, viewport, size, palette);
}

function drawGroups(
    context: CanvasRenderingContext2D,
    { data, layout }: Scene,
    viewport: Viewport,
    size: Size,
    palette: Palette,
): void {
    const view = seen(viewport, size);
    const letters = Math.max(13, Math.min(60, 11 / viewport.scale));
    context.font = `600 ${letters}px system-ui, sans-serif`;
    context.textBaseline = "alphabetic";
    for (const box of layout.groups) {
        if (!overlaps(box, view)) {
            continue;
        }
        context.fillStyle = palette.group;
        context.strokeStyle = palette.line;
        context.lineWidth = 1 / viewport.scale;
        context.beginPath();
        context.roundRect(box.x, box.y, box.width, box.height, 8);
        context.fill();
        context.stroke();
        context.fillStyle = palette.faint;
        const name = data.groups[box.group]?.name ?? "";
        const [x, y] = letters > 20 ? [box.x, box.y - letters / 4] : [box.x + 14, box.y + 20];
        context.fillText(name, x, y, Math.max(box.width, 40));
    }
}

function drawEdges(
    context: CanvasRenderingContext2D,
    scene: Scene,
    viewport: Viewport,
    size: Size,
    palette: Palette,
): void {
    for (const [look, { strong, weak }] of seenByLook(scene, seen(viewport, size))) {
        const far = look === "same" && viewport.scale < legible && strong.length + weak.length > tooMany;
        context.strokeStyle = palette[look];
        context.fillStyle = palette[look];
        context.globalAlpha = far ? 0.06 : 0.18;
        strokeAll(context, scene, weak, look, viewport.scale, far);
        context.globalAlpha = far ? 0.25 : 1;
        strokeAll(context, scene, strong, look, viewport.scale, far);
    }
    context.globalAlpha = 1;
    context.setLineDash([]);
}

interface Lines {
    readonly strong: number[];
    readonly weak: number[];
}

/** What is seen of each look, in the order in which it is drawn: what opens lies on top. */
function seenByLook({ data, curves, shown, strong, isPlain }: Scene, view: Box): readonly [Look, Lines][] {
    const looks: Record<Look, Lines> = {
        same: { strong: [], weak: [] },
        changes: { strong: [], weak: [] },
        closes: { strong: [], weak: [] },
        opens: { strong: [], weak: [] },
    };
    for (const number of shown) {
        const [curve, edge] = [curves.get(number), data.edges[number]];
        if (curve !== undefined && edge !== undefined && isNear(curve, view)) {
            const look = isPlain ? "same" : (effectOf(edge) ?? "same");
            looks[look][strong === undefined || strong.has(number) ? "strong" : "weak"].push(number);
        }
    }
    return Object.entries(looks) as [Look, Lines][];
}

/** All lines of one look at once: a path of thousands costs what a few hundred paths do. */
function strokeAll(
    context: CanvasRenderingContext2D,
    { curves }: Scene,
    numbers: readonly number[],
    look: Look,
    scale: number,
    isStraight: boolean,
): void {
    const width = Math.max(styles[look], (styles[look] * 0.6) / scale);
    context.lineWidth = width;
    context.setLineDash(dashes[look].map((each) => each * Math.max(1, 0.6 / scale)));
    context.beginPath();
    for (const number of numbers) {
        const [a, b, c, d] = curves.get(number) ?? [];
        if (a !== undefined && b !== undefined && c !== undefined && d !== undefined) {
            context.moveTo(a.x, a.y);
            if (isStraight) {
                context.lineTo(d.x, d.y);
            } else {
                context.bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y);
            }
        }
    }
    context.stroke();
    if (!isStraight) {
        context.setLineDash([]);
        context.beginPath();
        for (const number of numbers) {
            arrowHead(context, curves.get(number), 5 + width * 1.4);
        }
        context.fill();
    }
}

function arrowHead(context: CanvasRenderingContext2D, curve: Curve | undefined, length: number): void {
    if (curve === undefined) {
        return;
    }
    const end = curve[3];
    const before = pointOn(curve, 0.96);
    const angle = Math.atan2(end.y - before.y, end.x - before.x);
    const corner = (turn: number): readonly [number, number] => [
        end.x - length * Math.cos(angle + turn),
        end.y - length * Math.sin(angle + turn),
    ];
    context.moveTo(end.x, end.y);
    context.lineTo(...corner(0.45));
    context.lineTo(...corner(-0.45));
    context.closePath();
}
