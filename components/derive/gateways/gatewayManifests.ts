import type { ServiceGraph } from "../../graph/model";
import type { Manifest } from "../../istio/types";
import type { ArrangedGraph } from "../arrangedGraph";
import { byCodeUnits } from "../order";
import { phaseOf, phases } from "../phases";
import type { Target } from "../target";
import { authorizerPolicies } from "./authorizerPolicies";
import { egressDestinations, egressGateways, egressNetworkPolicies, egressPolicies } from "./egress";
import { forgedHeaders } from "./forgedHeaders";
import {
    gatewayClosingNetworkPolicies,
    gatewayNamespaces,
    gatewayPeerAuthentications,
} from "./gatewayNamespaces";
import type { GatewayEmitter } from "./gatewayPart";
import { gatewayClosingPolicies, gatewayPolicies } from "./gatewayPolicies";
import {
    acmeNetworkPolicies,
    acmePolicies,
    acmeServices,
    certificates,
    ingressGateways,
    ingressNetworkPolicies,
    issuers,
    publicRoutes,
    signInAccounts,
} from "./ingress";
import { gatewayRateLimits } from "./rateLimits";
import { gatewayRequestAuthentications } from "./requestAuthentications";

export type { GatewayEmitter, GatewayPart } from "./gatewayPart";

const emitters: readonly GatewayEmitter[] = [
    acmeNetworkPolicies,
    acmePolicies,
    acmeServices,
    authorizerPolicies,
    certificates,
    egressDestinations,
    egressGateways,
    egressNetworkPolicies,
    egressPolicies,
    forgedHeaders,
    gatewayClosingNetworkPolicies,
    gatewayClosingPolicies,
    gatewayNamespaces,
    gatewayPeerAuthentications,
    gatewayPolicies,
    gatewayRateLimits,
    gatewayRequestAuthentications,
    ingressGateways,
    ingressNetworkPolicies,
    issuers,
    publicRoutes,
    signInAccounts,
];

/** By gateway: the objects of its namespace, sorted by phase, then kind, then name. */
export function gatewayManifests(
    graph: ServiceGraph,
    arranged: ArrangedGraph,
    target: Target,
): ReadonlyMap<string, readonly Manifest[]> {
    const all = new Map<string, readonly Manifest[]>();
    for (const party of arranged.gateways.values()) {
        const routes = [...arranged.routesOn.values()].flat().filter(({ gateway }) => gateway === party);
        const emitted = emitters.flatMap((emit) => emit({ party, routes }, arranged, graph, target));
        emitted.sort(
            (left, right) =>
                phases.indexOf(phaseOf(left)) - phases.indexOf(phaseOf(right)) ||
                byCodeUnits(left.kind, right.kind) ||
                byCodeUnits(left.metadata.name, right.metadata.name),
        );
        all.set(party.gateway.name, emitted);
    }
    return all;
}
