import type { Manifest } from "../../istio/types";
import type { ObservabilityContext } from "../context";

export function alertmanagerManifests(_context: ObservabilityContext): Manifest[] {
    return [];
}
