import type { Manifest } from "../../istio/types";
import type { ObservabilityContext } from "../context";

export function logAgentManifests(_context: ObservabilityContext): Manifest[] {
    return [];
}
