import { nodeSize } from "../view/layout";
import type { PageNode } from "../view/pageData";
import { legible, type Size, seen, type Viewport } from "../view/viewport";
import type { Palette } from "./palette";
import { overlaps, type Scene } from "./scene";

/** How one node stands out. */
interface Look {
    readonly isSelected: boolean;
    /** Whether it comes or goes, where that is told. */
    readonly isChanged: boolean;
    readonly isFaint: boolean;
    /** Whether nothing of it changes, where something else does. */
    readonly isQuiet: boolean;
    readonly isNamed: boolean;
}

export function drawNodes(
    context: CanvasRenderingContext2D,
    scene: Scene,
    viewport: Viewport,
    size: Size,
    palette: Palette,
): void {
    const { data, layout, shown, strong, told, selectedNode, isPlain } = scene;
    const view = seen(viewport, size);
    const bright = new Set(
        [...(strong ?? shown)].flatMap((each) => [data.edges[each]?.from ?? -1, data.edges[each]?.to ?? -1]),
    );
    context.font = "13px system-ui, sans-serif";
    context.textBaseline = "middle";
    for (const [number, place] of layout.nodes) {
        const node = data.nodes[number];
        if (node !== undefined && overlaps({ ...place, ...nodeSize }, view)) {
            const isSelected = number === selectedNode;
            drawNode(context, node, place, palette, {
                isSelected,
                isChanged: !isPlain && node.presence !== "both",
                isFaint: strong !== undefined && !bright.has(number) && !isSelected,
                isQuiet: told !== undefined && !told.has(number) && !isSelected,
                isNamed: viewport.scale >= legible,
            });
        }
    }
    context.globalAlpha = 1;
}

function drawNode(
    context: CanvasRenderingContext2D,
    { name, presence }: PageNode,
    { x, y }: { readonly x: number; readonly y: number },
    palette: Palette,
    { isSelected, isChanged, isFaint, isQuiet, isNamed }: Look,
): void {
    context.globalAlpha = isFaint ? 0.35 : 1;
    context.fillStyle = isQuiet ? palette.group : palette.surface;
    context.strokeStyle = isSelected
        ? palette.accent
        : isChanged
          ? palette[presence === "new" ? "opens" : "closes"]
          : palette.line;
    context.lineWidth = isSelected || isChanged ? 2.5 : 1;
    context.beginPath();
    context.roundRect(x, y, nodeSize.width, nodeSize.height, 5);
    context.fill();
    context.stroke();
    if (isNamed) {
        context.fillStyle = isQuiet ? palette.faint : palette.text;
        const label = shortened(context, `${name}${isChanged ? ` (${presence})` : ""}`, nodeSize.width - 16);
        context.fillText(label, x + 8, y + nodeSize.height / 2 + 1);
    }
}

/** The beginning and the end of a name tell more than its middle. */
function shortened(context: CanvasRenderingContext2D, name: string, width: number): string {
    if (name.length < 20 || context.measureText(name).width <= width) {
        return name;
    }
    for (let kept = name.length - 1; kept > 4; kept--) {
        const short = `${name.slice(0, Math.ceil(kept / 2))}…${name.slice(name.length - Math.floor(kept / 2))}`;
        if (context.measureText(short).width <= width) {
            return short;
        }
    }
    return name;
}
