import type { Workload } from "../graph/model";
import { apiVersions, type Sidecar } from "../istio/types";
import type { ArrangedGraph, NamespacePart, Outbound } from "./arrangedGraph";
import { gatewayHost } from "./hosts";
import { datedMetadata, metadata } from "./metadata";
import { sortedTexts } from "./order";
import { registryNamespaceOf } from "./registry";
import type { Target } from "./target";

/**
 * What the proxies of a namespace know of and may reach. Enforced: one for each workload that calls something,
 * with exactly what it calls, and the namespace's default for everything else. Before that only the default,
 * wide open: what a namespace really calls must be seen before it can be declared.
 *
 * A workload's own host is not among its hosts unless it calls itself: inbound listeners are made from the
 * services that select the pod, not from what the pod imports.
 */
export function sidecars(part: NamespacePart, arranged: ArrangedGraph, target: Target): Sidecar[] {
    switch (part.namespace.stage) {
        case "off":
            return [];
        case "observed":
        case "audit":
            return [wideDefault(part)];
        case "enforced": {
            const all = [exactDefault(part, target)];
            for (const workload of part.workloads) {
                const outbound = arranged.outbound.get(workload.id);
                if (outbound !== undefined) {
                    all.push(ofWorkload(workload, outbound, arranged, target));
                }
            }
            return all;
        }
    }
}

function wideDefault(part: NamespacePart): Sidecar {
    return {
        apiVersion: apiVersions.Sidecar,
        kind: "Sidecar",
        metadata: datedMetadata(part.namespace, "default"),
        spec: { egress: [{ hosts: ["*/*"] }], outboundTrafficPolicy: { mode: "ALLOW_ANY" } },
    };
}

function exactDefault(part: NamespacePart, target: Target): Sidecar {
    // `~/*` is Istio's way to say that nothing is imported; an empty list is refused.
    const system = target.systemServices.map(({ host }) => host);
    const hosts = system.length === 0 ? ["~/*"] : sortedTexts(system);
    return {
        apiVersion: apiVersions.Sidecar,
        kind: "Sidecar",
        metadata: metadata(part.namespace.name, "default"),
        spec: { egress: [{ hosts }], outboundTrafficPolicy: { mode: "REGISTRY_ONLY" } },
    };
}

function ofWorkload(
    workload: Workload,
    outbound: Outbound,
    arranged: ArrangedGraph,
    target: Target,
): Sidecar {
    const { egressGateway } = arranged;
    const hosts = target.systemServices.map(({ host }) => host);
    for (const edge of outbound.edges) {
        hosts.push(`${edge.service.namespace}/${edge.service.host}`);
    }
    for (const store of outbound.stores) {
        // A store that istiod knows as a Service is in the registry under its own namespace, any other where it is
        // declared.
        const namespace = registryNamespaceOf(store, arranged, target) ?? store.namespace;
        hosts.push(`${namespace}/${store.host}`);
    }
    for (const external of outbound.externals) {
        hosts.push(`${external.namespace}/${external.host}`);
    }
    if (egressGateway !== undefined && outbound.externals.length > 0) {
        hosts.push(`${egressGateway.gateway.namespace}/${gatewayHost(egressGateway, target.clusterDomain)}`);
    }
    return {
        apiVersion: apiVersions.Sidecar,
        kind: "Sidecar",
        metadata: metadata(workload.namespace, workload.name),
        spec: {
            workloadSelector: { labels: workload.selector },
            egress: [{ hosts: sortedTexts(hosts) }],
            outboundTrafficPolicy: { mode: "REGISTRY_ONLY" },
        },
    };
}
