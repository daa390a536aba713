import type { Manifest } from "../../istio/types";
import type { ObservabilityContext } from "../context";

export function lokiManifests(_context: ObservabilityContext): Manifest[] {
    return [];
}
