import type { Point } from "../view/curve";
import type { Hit } from "../view/hit";
import type { Selected } from "./state";

/** What hands do with the picture. */
export interface Moves {
    readonly pan: (x: number, y: number) => void;
    /** In the middle where no point is given. */
    readonly zoom: (factor: number, at?: Point) => void;
    readonly whole: () => void;
    readonly hit: (at: Point) => Hit;
    readonly select: (selected: Selected | undefined) => void;
}

const step = 60;

/** Pointer, wheel, fingers and keys over the picture. */
export function moving(canvas: HTMLCanvasElement, moves: Moves): void {
    pointers(canvas, moves);
    canvas.addEventListener(
        "wheel",
        (event) => {
            // A page that is scrolled past must not be caught: the wheel zooms where the picture is in use, or with a key.
            if (event.ctrlKey || event.metaKey || document.activeElement === canvas) {
                event.preventDefault();
                moves.zoom(
                    Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 200),
                    placeOf(canvas, event),
                );
            }
        },
        { passive: false },
    );
    const keys: Readonly<Record<string, () => void>> = {
        ArrowLeft: () => moves.pan(step, 0),
        ArrowRight: () => moves.pan(-step, 0),
        ArrowUp: () => moves.pan(0, step),
        ArrowDown: () => moves.pan(0, -step),
        "+": () => moves.zoom(1.25),
        "=": () => moves.zoom(1.25),
        "-": () => moves.zoom(0.8),
        "0": () => moves.whole(),
        Escape: () => moves.select(undefined),
    };
    canvas.addEventListener("keydown", (event) => {
        const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
        if (act !== undefined) {
            event.preventDefault();
            act();
        }
    });
}

/** One finger or button moves, two zoom; one that has not moved has clicked. */
function pointers(canvas: HTMLCanvasElement, moves: Moves): void {
    const down = new Map<number, Point>();
    let moved = 0;
    canvas.addEventListener("pointerdown", (event) => {
        canvas.setPointerCapture(event.pointerId);
        down.set(event.pointerId, placeOf(canvas, event));
        moved = down.size > 1 ? Number.POSITIVE_INFINITY : 0;
    });
    canvas.addEventListener("pointermove", (event) => {
        const [before, now] = [down.get(event.pointerId), placeOf(canvas, event)];
        if (before === undefined) {
            canvas.style.cursor = moves.hit(now) === undefined ? "grab" : "pointer";
            return;
        }
        const [other] = [...down].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
        down.set(event.pointerId, now);
        moved += Math.hypot(now.x - before.x, now.y - before.y);
        if (other !== undefined) {
            const [was, is] = [before, now].map((each) => Math.hypot(each.x - other.x, each.y - other.y));
            moves.zoom((is ?? 1) / Math.max(1, was ?? 1), {
                x: (now.x + other.x) / 2,
                y: (now.y + other.y) / 2,
            });
        } else if (moved > 4) {
            moves.pan(now.x - before.x, now.y - before.y);
        }
    });
    const up = (event: PointerEvent): void => {
        const wasDown = down.delete(event.pointerId);
        if (wasDown && event.type === "pointerup" && moved <= 4) {
            moves.select(moves.hit(placeOf(canvas, event)));
        }
    };
    canvas.addEventListener("pointerup", up);
    canvas.addEventListener("pointercancel", up);
}

function placeOf(canvas: HTMLCanvasElement, event: MouseEvent): Point {
    const { left, top } = canvas.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
}
