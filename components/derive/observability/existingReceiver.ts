import { apiVersions, type DestinationRule, type ServiceEntry } from "../../istio/types";
import type { ArrangedGraph, NamespacePart } from "../arrangedGraph";
import { metadata } from "../metadata";
import type { Target } from "../target";
import { type SpanReceiver, spanReceiver } from "./spanReceiver";
import { watchedNamespaces } from "./watched";

const name = "span-receiver";

/** Seen by every proxy of the mesh, for each of them sends to it. */
const everywhere = ["*"];

/**
 * A collector that exists already where istiod does not look: without an entry no proxy has a cluster to send spans to,
 * and istiod leaves tracing out without a word to anyone but its own log. OTLP goes over HTTP/2, which the port's
 * protocol says.
 */
export function receiverEntries(
    part: NamespacePart,
    arranged: ArrangedGraph,
    target: Target,
): ServiceEntry[] {
    return entered(part, arranged, target).map(({ host, port }) => ({
        apiVersion: apiVersions.ServiceEntry,
        kind: "ServiceEntry",
        metadata: metadata(part.namespace.name, name),
        spec: {
            hosts: [host],
            exportTo: everywhere,
            location: "MESH_EXTERNAL",
            resolution: "DNS",
            ports: [{ number: port, name: "grpc", protocol: "GRPC" }],
        },
    }));
}

/** Spans name every call that was made: outside the mesh they are encrypted by the proxies themselves. */
export function receiverRules(
    part: NamespacePart,
    arranged: ArrangedGraph,
    target: Target,
): DestinationRule[] {
    return entered(part, arranged, target)
        .filter(({ tls }) => tls)
        .map(({ host }) => ({
            apiVersion: apiVersions.DestinationRule,
            kind: "DestinationRule",
            metadata: metadata(part.namespace.name, name),
            spec: {
                host,
                exportTo: everywhere,
                trafficPolicy: { tls: { mode: "SIMPLE", sni: host, subjectAltNames: [host] } },
            },
        }));
}

function entered(part: NamespacePart, arranged: ArrangedGraph, target: Target): readonly SpanReceiver[] {
    const { observability } = arranged.platform;
    if (observability === undefined || part.namespace.name !== observability.namespace) {
        return [];
    }
    const receiver = spanReceiver(observability, target.clusterDomain, watchedNamespaces(arranged, target));
    const entry =
        receiver !== undefined &&
        receiver.workload === undefined &&
        receiver.registry === part.namespace.name;
    return entry ? [receiver] : [];
}
