import type { Observability } from "../../graph/observability";
import { hostOf, names, ports } from "../../observability/names";
import type { SystemService } from "../target";
import { spanPorts, spanReceiver } from "./spanReceiver";

/**
 * What every proxy, and every application beside it, reaches whatever the graph says: who takes spans, and who says how
 * many of them to send (TRC-06).
 */
export function systemServices(
    observability: Observability | undefined,
    clusterDomain: string,
    watched: ReadonlySet<string>,
): readonly SystemService[] {
    if (observability === undefined) {
        return [];
    }
    const { namespace, jaeger } = observability;
    const receiver = spanReceiver(observability, clusterDomain, watched);
    const services: SystemService[] = [];
    if (receiver !== undefined) {
        const own = receiver.workload === undefined ? {} : { selector: { app: receiver.workload } };
        services.push({
            host: `${receiver.registry}/${receiver.host}`,
            ...(receiver.namespace === undefined ? {} : { namespace: receiver.namespace }),
            ...own,
            ports: spanPorts(observability, receiver),
        });
    }
    if (jaeger.mode === "install") {
        const host = `${namespace}/${hostOf(names.jaeger, namespace, clusterDomain)}`;
        const receives = services.find((each) => each.host === host)?.ports ?? [];
        const sampling = {
            host,
            namespace,
            selector: { app: names.jaeger },
            ports: [...receives, ports.sampling],
        };
        return [...services.filter((each) => each.host !== host), sampling];
    }
    return services;
}

/** Namespaces whose pods read metrics of every workload. */
export function scraperNamespaces(observability: Observability | undefined): readonly string[] {
    switch (observability?.prometheus.mode) {
        case "install":
            return [observability.namespace];
        case "existing":
            return [observability.prometheus.namespace];
        default:
            return [];
    }
}
