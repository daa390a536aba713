import type { Manifest } from "../../istio/types";
import type { ObservabilityContext } from "../context";

export function grafanaManifests(_context: ObservabilityContext): Manifest[] {
    return [];
}
