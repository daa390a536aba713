import type { ServiceGraph } from "../../../graph/model";
import { apiVersions, type DestinationRule } from "../../../istio/types";
import type { ArrangedGraph } from "../../arrangedGraph";
import { exportToUsers } from "../../exports";
import { calledExternals, wayOut } from "../../externals";
import { externalObjectName, gatewayHost } from "../../hosts";
import { metadata } from "../../metadata";
import { origination } from "../../originations";
import type { Target } from "../../target";
import type { GatewayPart } from "../gatewayPart";

/**
 * How sidecars reach the egress gateway, a subset for each host with the host's name for the handshake: it must be
 * said here, because a sidecar would else give the name of the gateway's own cluster. And the TLS that the gateway
 * itself adds.
 */
export function egressDestinations(
    { party }: GatewayPart,
    arranged: ArrangedGraph,
    _graph: ServiceGraph,
    target: Target,
): DestinationRule[] {
    const way = wayOut(arranged);
    const called = calledExternals(arranged);
    if (way?.party !== party || called.length === 0) {
        return [];
    }
    const { namespace, name } = party.gateway;
    const toGateway: DestinationRule = {
        apiVersion: apiVersions.DestinationRule,
        kind: "DestinationRule",
        metadata: metadata(namespace, name),
        spec: {
            host: gatewayHost(party, target.clusterDomain),
            exportTo: exportToUsers(
                namespace,
                called.flatMap(({ callers }) => callers),
            ),
            subsets: called.map(({ external: { host } }) => ({
                name: externalObjectName(host),
                trafficPolicy: { tls: { mode: "ISTIO_MUTUAL", sni: host } },
            })),
        },
    };
    return [toGateway, ...called.flatMap(({ external }) => origination(external, namespace, ["."]))];
}
