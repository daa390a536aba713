import type { Manifest } from "../../istio/types";
import type { ObservabilityContext } from "../context";

export function collectorManifests(_context: ObservabilityContext): Manifest[] {
    return [];
}
