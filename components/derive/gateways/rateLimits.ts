import type { ServiceGraph } from "../../graph/model";
import type { EnvoyFilter } from "../../istio/types";
import type { ArrangedGraph } from "../arrangedGraph";
import { envoyFilter, type Insertion } from "../envoyFilter";
import { metadata } from "../metadata";
import { replicaFilter } from "../rateLimits/filters";
import { limitedAtGateway } from "../rateLimits/limited";
import { sharedCounts } from "../rateLimits/sharedCounts";
import type { Target } from "../target";
import type { GatewayPart } from "./gatewayPart";

/**
 * Limits of ways in, at the gateway. Those of one client come before everything else: a flood must not reach whoever
 * checks tokens. Those that all clients share come after it, so that what is refused uses up nobody's share.
 *
 * A client is who Envoy says connected: with proxies in front of the gateway that is read from X-Forwarded-For,
 * counted from its end by the gateway's trustedProxies.
 */
export function gatewayRateLimits(
    { party, routes }: GatewayPart,
    arranged: ArrangedGraph,
    _graph: ServiceGraph,
    target: Target,
): EnvoyFilter[] {
    const limits = routes.flatMap((edge) => limitedAtGateway(edge, arranged));
    const clients = limits.filter(({ limit }) => limit.scope === "replica" && limit.by !== undefined);
    const flood: Insertion[] =
        clients.length === 0
            ? []
            : [{ filter: replicaFilter("meshwright.rate_limit.clients", clients), place: "first" }];
    const rest = limits.filter((each) => !clients.includes(each));
    const insertions = [...flood, ...sharedCounts(rest, arranged, target)];
    if (insertions.length === 0) {
        return [];
    }
    const { namespace, name, selector } = party.gateway;
    return [envoyFilter(metadata(namespace, `rate-limits-${name}`), selector, "GATEWAY", insertions)];
}
