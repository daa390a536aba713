import type { Manifest } from "../../istio/types";
import type { ObservabilityContext } from "../context";

export function kialiManifests(_context: ObservabilityContext): Manifest[] {
    return [];
}
