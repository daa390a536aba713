import { type Curve, isNear, pointOn } from "../view/curve";
import { effectOf } from "../view/filter";
import type { Box } from "../view/layout";
import { type Size, seen, type Viewport } from "../view/viewport";
import { drawGroups, nameGroups } from "./drawnGroups";
import { drawNodes } from "./drawnNodes";
import { drawStrands } from "./drawnStrands";
import type { Palette } from "./palette";
import { areOnlyStrands, overlapsNode, type Scene } from "./scene";

const widths = { opens: 3, closes: 2.2, changes: 2.2, same: 1.2 } as const;
const dashes = { opens: [], closes: [7, 5], changes: [2, 4], same: [] } as const;
/** More lines than this are drawn only where one of their ends is seen: what only passes by is in the way. */
const many = 400;
type Look = keyof typeof widths;

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
    const scale = ratio * viewport.scale;
    context.setTransform(scale, 0, 0, scale, ratio * viewport.left, ratio * viewport.top);
    const view = seen(viewport, size);
    drawGroups(context, scene, viewport.scale, view, palette);
    if (areOnlyStrands(scene, viewport.scale)) {
        drawNodes(context, scene, viewport, size, palette);
        drawStrands(context, scene, viewport.scale, palette);
        drawEdges(context, scene, viewport.scale, view, palette);
    } else {
        drawEdges(context, scene, viewport.scale, view, palette);
        drawNodes(context, scene, viewport, size, palette);
    }
    nameGroups(context, scene, viewport.scale, view, palette);
}

function drawEdges(
    context: CanvasRenderingContext2D,
    scene: Scene,
    scale: number,
    view: Box,
    palette: Palette,
): void {
    for (const [look, { strong, weak }] of seenByLook(scene, scale, view)) {
        context.strokeStyle = palette[look];
        context.fillStyle = palette[look];
        context.globalAlpha = 0.18;
        strokeAll(context, scene, weak, look, scale);
        const isBeside = scene.told !== undefined || scene.shown.length > many;
        context.globalAlpha = look === "same" && isBeside ? 0.5 : 1;
        strokeAll(context, scene, strong, look, scale);
    }
    context.globalAlpha = 1;
    context.setLineDash([]);
}

interface Lines {
    readonly strong: number[];
    readonly weak: number[];
}

/** What is seen of each look, in the order in which it is drawn: what opens lies on top. */
function seenByLook(scene: Scene, scale: number, view: Box): readonly [Look, Lines][] {
    const { data, curves, shown, strong, isPlain, layout } = scene;
    const looks: Record<Look, Lines> = {
        same: { strong: [], weak: [] },
        changes: { strong: [], weak: [] },
        closes: { strong: [], weak: [] },
        opens: { strong: [], weak: [] },
    };
    const isCrowded = shown.length > many;
    const isAfar = areOnlyStrands(scene, scale);
    for (const number of shown) {
        const [curve, edge] = [curves.get(number), data.edges[number]];
        if (curve === undefined || edge === undefined || !isNear(curve, view)) {
            continue;
        }
        const look = isPlain ? "same" : (effectOf(edge) ?? "same");
        const isStrong = strong === undefined || strong.has(number);
        const isInTheWay =
            look === "same" &&
            isCrowded &&
            (isAfar ||
                !isStrong ||
                ![edge.from, edge.to].some((each) => overlapsNode(layout.nodes.get(each), view)));
        if (!isInTheWay) {
            looks[look][isStrong ? "strong" : "weak"].push(number);
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
): void {
    const width = Math.max(widths[look], (widths[look] * 0.6) / scale);
    context.lineWidth = width;
    context.setLineDash(dashes[look].map((each) => each * Math.max(1, 0.6 / scale)));
    context.beginPath();
    for (const number of numbers) {
        const [a, b, c, d] = curves.get(number) ?? [];
        if (a !== undefined && b !== undefined && c !== undefined && d !== undefined) {
            context.moveTo(a.x, a.y);
            context.bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y);
        }
    }
    context.stroke();
    context.setLineDash([]);
    context.beginPath();
    for (const number of numbers) {
        arrowHead(context, curves.get(number), 5 + width * 1.4);
    }
    context.fill();
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
