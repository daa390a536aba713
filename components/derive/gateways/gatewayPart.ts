import type { ServiceGraph } from "../../graph/model";
import type { Manifest } from "../../istio/types";
import type { ArrangedGraph, RouteEdge } from "../arrangedGraph";
import type { GatewayParty } from "../parties";
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
