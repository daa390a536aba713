import type { PublicHost } from "../../graph/platform";
import { serverPorts } from "../../istio/gatewayPorts";
import type { AuthorizationOperation, AuthorizationSource } from "../../istio/types";
import type { ArrangedGraph } from "../arrangedGraph";
import { byCodeUnits, sortedTexts } from "../order";
import type { GatewayParty } from "../parties";

/** The public hosts of a gateway, by name. */
export function publicHostsOf({ gateway }: GatewayParty, { platform }: ArrangedGraph): PublicHost[] {
    return [...platform.publicHosts.values()]
        .filter((host) => host.gateway === gateway.name)
        .sort((left, right) => byCodeUnits(left.name, right.name));
}

/**
 * The host as a request names it. The proxy routes without regard to a port in the authority but leaves it there,
 * and a policy compares the whole text, so both forms must stand in it.
 */
export function asAuthority({ hostname }: PublicHost): readonly string[] {
    return [hostname, `${hostname}:*`];
}

/** Ports on which a host's routes are served, ascending as text. */
export function routePorts(host: PublicHost, { gateway }: GatewayParty): readonly string[] {
    const ports = host.servers.flatMap((server) => (server === "passthrough" ? [] : [serverPorts[server]]));
    const plain = gateway.ingress?.redirectToHttps === false && ports.length > 0 ? [serverPorts.http] : [];
    return sortedTexts([...ports, ...plain].map(String));
}

/** Where a request must come from, by the client's own address as the trusted proxies in front report it. */
export function clientsOf({ sourceRanges }: PublicHost): Pick<AuthorizationSource, "remoteIpBlocks"> {
    return sourceRanges.length === 0 ? {} : { remoteIpBlocks: sortedTexts(sourceRanges) };
}

/** `from` of a rule, absent where it would ask for nothing. */
export function from(source: AuthorizationSource): { from?: readonly { source: AuthorizationSource }[] } {
    return Object.keys(source).length === 0 ? {} : { from: [{ source }] };
}

/** An operation on the host, on the ports its routes are served on. */
export function onHost(
    host: PublicHost,
    party: GatewayParty,
    operation: AuthorizationOperation,
): AuthorizationOperation {
    return { hosts: asAuthority(host), ports: routePorts(host, party), ...operation };
}
