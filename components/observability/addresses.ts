import type { Endpoint } from "../graph";
import type { ObservabilityContext } from "./context";
import { hostOf, names, ports } from "./names";

/** Parts that others of the stack read from over HTTP. */
export type ReadPart = "prometheus" | "alertmanager" | "loki" | "jaeger" | "grafana";

const portOf: Readonly<Record<ReadPart, number>> = {
    prometheus: ports.prometheus,
    alertmanager: ports.alertmanager,
    loki: ports.loki,
    jaeger: ports.jaegerUi,
    grafana: ports.grafana,
};

/** Where a part answers inside the cluster, without a slash at the end; undefined when there is none. */
export function addressOf(part: ReadPart, context: ObservabilityContext): string | undefined {
    const settings = context.observability[part];
    if (settings.mode === "off") {
        return undefined;
    }
    if (settings.mode === "install") {
        const host = hostOf(names[part], context.observability.namespace, context.clusterDomain);
        return `http://${host}:${portOf[part]}`;
    }
    // Traces are sent to one port and read from another.
    return "query" in settings
        ? settings.query?.replace(/\/+$/, "")
        : part === "jaeger"
          ? undefined
          : endpointAddress(settings);
}

function endpointAddress({ host, port, tls }: Endpoint): string {
    return `${tls ? "https" : "http"}://${host}:${port}`;
}
