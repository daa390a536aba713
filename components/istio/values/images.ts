import type { Layer } from "./layers";

/**
 * Where images come from. The charts' own default hub is one that Istio has left, so both are always said.
 * Distroless: no shell in the proxy for an intruder to use.
 */
export function images(version: string, hub: string): Layer {
    return { name: "images", values: { global: { hub, tag: version, variant: "distroless" } } };
}
