import type { Manifest } from "../../istio/types";
import type { ObservabilityContext } from "../context";

export function jaegerManifests(_context: ObservabilityContext): Manifest[] {
    return [];
}
