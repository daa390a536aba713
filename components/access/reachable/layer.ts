import { type Bounds, both, everything } from "../bounds";
import { isEmpty } from "../callSet";
import type { Reason } from "../reason";

/** One thing on the way from a caller to a server, and what it lets through. Ports are the server's pods' own. */
export interface Layer {
    readonly calls: Bounds;
    /** The objects that make it so, as `Kind namespace/name`; where nothing stands, what that means. */
    readonly because: readonly string[];
    readonly opaque: readonly Reason[];
}

/** What gets through all layers, and why. */
export interface Way {
    readonly calls: Bounds;
    /** Where something gets through: what lets it; where nothing does: what stops it first. */
    readonly because: readonly string[];
    readonly opaque: readonly Reason[];
}

export function open(because: string): Layer {
    return { calls: everything, because: [because], opaque: [] };
}

/** What has got through the layers so far; where nothing has, the last of them stopped it. */
export interface Progress {
    readonly calls: Bounds;
    readonly layers: readonly Layer[];
}

/** Layers in the order a request meets them; none is asked for behind one that lets nothing through. */
export function progressThrough(
    layers: Iterable<Layer>,
    before: Progress = { calls: everything, layers: [] },
): Progress {
    let { calls } = before;
    const passed = [...before.layers];
    for (const layer of isEmpty(calls.possible) ? [] : layers) {
        calls = both(calls, layer.calls);
        passed.push(layer);
        if (isEmpty(calls.possible)) {
            break;
        }
    }
    return { calls, layers: passed };
}

export function throughAll(layers: Iterable<Layer>, before?: Progress): Way {
    const { calls, layers: passed } = progressThrough(layers, before);
    if (isEmpty(calls.possible)) {
        return { calls, because: passed.at(-1)?.because ?? [], opaque: [] };
    }
    return {
        calls,
        // Of thousands of ways few are ever explained.
        get because() {
            return distinct(passed.flatMap(({ because }) => because));
        },
        opaque:
            isEmpty(calls.certain) || passed.some(({ opaque }) => opaque.length > 0)
                ? passed.flatMap(({ opaque }) => opaque)
                : [],
    };
}

export function distinct(texts: readonly string[]): readonly string[] {
    return [...new Set(texts)];
}
