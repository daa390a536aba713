import type { Manifest } from "../../istio/types";
import type { ObservabilityContext } from "../context";
import { nodeExporter } from "./nodeExporter";
import { storeExporters } from "./storeExporters";

/** Exporters of what has no metrics of its own in this form (MET-10), each only where it is asked for. */
export function exporterManifests(context: ObservabilityContext): Manifest[] {
    return [...nodeExporter(context), ...storeExporters(context)];
}
