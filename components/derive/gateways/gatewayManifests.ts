import type { ServiceGraph } from "../../graph/model";
import type { Manifest } from "../../istio/types";
import type { ArrangedGraph, RouteEdge } from "../arrangedGraph";
import { byCodeUnits } from "../order";
import type { GatewayParty } from "../parties";
import { phaseOf, phases } from "../phases";
import type { Target } from "../target";

/** A gateway with everything in the graph that concerns it. */
export interface GatewayPart {
    readonly party: GatewayParty;
    /** Ways in through it, sorted by public host, then path; empty on an egress gateway. */
    readonly routes: readonly RouteEdge[];
}

/** Makes the objects of one kind that stand in a gateway's namespace. */
export type GatewayEmitter = (
    part: GatewayPart,
    arranged: ArrangedGraph,
    graph: ServiceGraph,
    target: Target,
) => Manifest[];

const emitters: readonly GatewayEmitter[] = [];

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
