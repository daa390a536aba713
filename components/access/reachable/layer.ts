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

/** Layers in the order a request meets them. */
export function throughAll(layers: readonly Layer[]): Way {
    let calls = everything;
    for (const layer of layers) {
        calls = both(calls, layer.calls);
        if (isEmpty(calls.possible)) {
            return { calls, because: layer.because, opaque: [] };
        }
    }
    return {
        calls,
        because: distinct(layers.flatMap(({ because }) => because)),
        opaque:
            isEmpty(calls.certain) || layers.some(({ opaque }) => opaque.length > 0)
                ? layers.flatMap(({ opaque }) => opaque)
                : [],
    };
}

export function distinct(texts: readonly string[]): readonly string[] {
    return [...new Set(texts)];
}
