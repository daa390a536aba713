import type { ServiceGraph } from "../../../graph/model";
import type { NetworkPolicy } from "../../../istio/types";
import type { ArrangedGraph } from "../../arrangedGraph";
import { calledExternals, outsidePort, wayOut } from "../../externals";
import { infrastructureEgress, scrapingIngress, world } from "../../networkPolicies";
import { byCodeUnits } from "../../order";
import { partyOf } from "../../parties";
import { tcp } from "../../peersByPorts";
import { distinctPorts } from "../../ports";
import type { Target } from "../../target";
import { gatewayNetworkPolicy } from "../gatewayNetworkPolicy";
import type { GatewayPart } from "../gatewayPart";

/**
 * The only pods of the mesh that may talk to the world, on the ports of the declared hosts alone, and only the pods
 * of callers may talk to them. Which address is whose host no policy at this level can say.
 */
export function egressNetworkPolicies(
    { party }: GatewayPart,
    arranged: ArrangedGraph,
    _graph: ServiceGraph,
    target: Target,
): NetworkPolicy[] {
    if (party.gateway.kind !== "egress") {
        return [];
    }
    const way = wayOut(arranged);
    const called = way?.party === party ? calledExternals(arranged) : [];
    const callers = new Map(called.flatMap((each) => each.callers).map((caller) => [caller.id, caller]));
    const from = [...callers]
        .sort(([left], [right]) => byCodeUnits(left, right))
        .map(([, caller]) => partyOf(caller, target.trustDomain).pods);
    const ingress = [
        ...(way === undefined || from.length === 0 ? [] : [{ from, ports: tcp([way.port]) }]),
        ...scrapingIngress(target),
    ];
    const outside = distinctPorts(called.map(({ external }) => outsidePort(external)));
    const egress = [
        ...infrastructureEgress(target),
        ...(outside.length === 0 ? [] : [{ to: [world], ports: tcp(outside) }]),
    ];
    return [gatewayNetworkPolicy(party.gateway, ingress, egress)];
}
