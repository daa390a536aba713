import type { Workload } from "../graph/model";
import type { Edge } from "./arrangedGraph";
import { byCodeUnits, sortedTexts } from "./order";
import type { GatewayParty } from "./parties";

/**
 * The namespaces whose proxies may read a rule about a service: its own, as `.`, and its callers'. The own one
 * is always there because an empty list means every namespace. What a gateway treats like a caller would (a
 * DestinationRule, not the routes of the mesh) is exported to the gateways' namespaces as well.
 */
export function exportToCallers(
    own: string,
    edges: readonly Edge[] | undefined,
    gateways: readonly string[] = [],
): string[] {
    if (gateways.length > 0) {
        const callers = (edges ?? []).map(({ caller }) => caller.workload.namespace);
        return sortedTexts([".", ...[...callers, ...gateways].filter((namespace) => namespace !== own)]);
    }
    const namespaces = ["."];
    for (const { caller } of edges ?? []) {
        const { namespace } = caller.workload;
        // Callers are sorted, so those of one namespace stand beside each other.
        if (namespace !== own && namespace !== namespaces[namespaces.length - 1]) {
            namespaces.push(namespace);
        }
    }
    return namespaces.length < 3 ? namespaces : namespaces.sort(byCodeUnits);
}

/**
 * The namespaces that may see a host declared in `own`: exactly those with a workload that calls it, and the one of
 * the gateway the calls leave by.
 */
export function exportToUsers(own: string, callers: readonly Workload[], gateway?: GatewayParty): string[] {
    const users = callers.map(({ namespace }) => namespace);
    const all = gateway === undefined ? users : [...users, gateway.gateway.namespace];
    return sortedTexts(all.map((namespace) => (namespace === own ? "." : namespace)));
}
