import { authorizedAt } from "./authorizedAt";
import { isExact } from "./bounds";
import type { Enforcement } from "./enforcement";
import { issuersAt } from "./issuers";
import type { PortProtocol } from "./portProtocol";
import type { Identity } from "./source";
import { type Terms, termsOver } from "./terms";
import type { WorkloadRef } from "./workload";

/**
 * What a gateway's own policy lets in. No PeerAuthentication judges the connections of its servers, and its Gateways say
 * which of its ports, `tcpPorts`, see connections, not requests.
 */
export function gatewayTermsAt(
    enforcement: Enforcement,
    pods: WorkloadRef,
    tcpPorts: readonly number[],
): (identity: Identity | undefined) => Terms {
    const known = { issuers: issuersAt(enforcement, pods) };
    const unusual = new Map(tcpPorts.map((port): [number, PortProtocol] => [port, "tcp"]));
    return termsOver(enforcement.policiesAt(pods), known, (more) => {
        const authorize = authorizedAt(enforcement, pods, { ...known, ...more }, unusual);
        return (identity: Identity | undefined) => {
            const { calls, because, opaque } = authorize(identity);
            return { ...calls, because, opaque: isExact(calls) ? [] : opaque };
        };
    });
}
