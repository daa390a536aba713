import type { Steps } from "./location";

/** Takes parts out of a content, and remembers what was taken and where the rest used to stand. */
export class Repair {
    /** Places that were taken out, as they were written, and the lists that lost an item. */
    readonly removed: Steps[] = [];
    readonly #content: unknown;
    readonly #positions = new WeakMap<readonly unknown[], number[]>();

    constructor(content: unknown) {
        this.#content = content;
    }

    /** Position of a list item before anything was taken out. */
    position(list: readonly unknown[], index: number): number {
        return this.#positions.get(list)?.[index] ?? index;
    }

    /** Takes out every place, each once; false when one of them is the whole content. */
    remove(places: readonly Steps[]): boolean {
        const distinct = [...new Map(places.map((steps) => [JSON.stringify(steps), steps])).values()];
        if (distinct.some((steps) => steps.length === 0)) {
            return false;
        }
        for (const steps of distinct.sort(lastFirst)) {
            this.#removeOne(steps);
        }
        return true;
    }

    #removeOne(steps: Steps): void {
        const original: (string | number)[] = [];
        let container = this.#content;
        for (const step of steps.slice(0, -1)) {
            original.push(this.#originalStep(container, step));
            container = childOf(container, step);
        }
        const last = steps.at(-1) ?? "";
        if (Array.isArray(container) && typeof last === "number") {
            this.removed.push([...original], [...original, this.#originalStep(container, last)]);
            const left = this.#positions.get(container) ?? container.map((_, index) => index);
            left.splice(last, 1);
            container.splice(last, 1);
            this.#positions.set(container, left);
        } else if (typeof container === "object" && container !== null) {
            this.removed.push([...original, last]);
            delete (container as Record<string, unknown>)[last];
        }
    }

    #originalStep(container: unknown, step: string | number): string | number {
        return Array.isArray(container) && typeof step === "number" ? this.position(container, step) : step;
    }
}

/** Later list items before earlier ones and inner places before outer ones, so that no removal moves the next. */
function lastFirst(left: Steps, right: Steps): number {
    for (const [depth, step] of left.entries()) {
        const other = right[depth];
        if (other === undefined) {
            return -1;
        }
        if (step !== other) {
            return step > other ? -1 : 1;
        }
    }
    return left.length < right.length ? 1 : 0;
}

function childOf(container: unknown, step: string | number): unknown {
    return typeof container === "object" && container !== null
        ? (container as Record<string | number, unknown>)[step]
        : undefined;
}
