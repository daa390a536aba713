import type { ServiceGraph } from "../../../graph/model";
import { gatewayHealthPort } from "../../../istio/gatewayPorts";
import type { NetworkPolicy } from "../../../istio/types";
import type { ArrangedGraph } from "../../arrangedGraph";
import { infrastructureEgress, scrapingIngress } from "../../networkPolicies";
import { partyOf } from "../../parties";
import { PeersByPorts, tcp } from "../../peersByPorts";
import { distinctPorts } from "../../ports";
import type { Target } from "../../target";
import { gatewayNetworkPolicy } from "../gatewayNetworkPolicy";
import type { GatewayPart } from "../gatewayPart";
import { acmeEgress } from "./acme";
import { ingressGateways } from "./ingressGateways";

/**
 * From anywhere to the ports that have a server, and to the health check, which load balancers ask from addresses
 * nobody can name. On to exactly the pods of routed services, and to what the gateway asks on its own account. The
 * chart maps each port of the Service to the same port of the pod.
 */
export function ingressNetworkPolicies(
    part: GatewayPart,
    arranged: ArrangedGraph,
    _graph: ServiceGraph,
    target: Target,
): NetworkPolicy[] {
    const { name, kind } = part.party.gateway;
    if (kind !== "ingress") {
        return [];
    }
    const servers = ingressGateways(part, arranged).flatMap(({ spec }) => spec?.servers ?? []);
    const open = distinctPorts([...servers.map(({ port }) => port.number), gatewayHealthPort]);
    const peers = new PeersByPorts();
    for (const { server, targetPorts } of part.routes) {
        peers.add(server.workload.id, server.pods, targetPorts);
    }
    for (const { service, targetPort } of arranged.gatewayCalls.of.get(name) ?? []) {
        const workload = arranged.parts
            .flatMap(({ workloads }) => workloads)
            .find(({ id }) => id === service.workload);
        if (workload !== undefined) {
            peers.add(workload.id, partyOf(workload, target.trustDomain).pods, [targetPort]);
        }
    }
    const ingress = [{ ports: tcp(open) }, ...scrapingIngress(target)];
    const egress = [
        ...infrastructureEgress(target),
        ...peers.grouped().map(({ peers: to, ports }) => ({ to, ports })),
        ...acmeEgress(part.party, arranged),
    ];
    return [gatewayNetworkPolicy(part.party.gateway, ingress, egress)];
}
