import type { Manifest } from "../../istio/types";
import type { ObservabilityContext } from "../context";

export function exporterManifests(_context: ObservabilityContext): Manifest[] {
    return [];
}
