import type { ExtensionProvider } from "../../istio/values";
import { providers } from "../../observability/names";
import type { SpanReceiver } from "./spanReceiver";

/**
 * The mesh's tracing provider (TRC-15), OTLP over gRPC. The host stands with its namespace, because istiod refuses to
 * choose between two services of one name (istio, pilot/pkg/model/telemetry_logging.go, `LookupCluster`).
 */
export function tracingProvider({ registry, host, port }: SpanReceiver): ExtensionProvider {
    return { name: providers.tracing, opentelemetry: { service: `${registry}/${host}`, port } };
}
