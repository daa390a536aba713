import type { Manifest } from "../../istio/types";
import type { ObservabilityContext } from "../context";

export function prometheusManifests(_context: ObservabilityContext): Manifest[] {
    return [];
}
