import { apiVersions, type GatewayManifest, type GatewayServer } from "../../../istio/types";
import type { ArrangedGraph } from "../../arrangedGraph";
import { type CalledExternal, calledExternals, wayOut } from "../../externals";
import { externalObjectName } from "../../hosts";
import { metadata } from "../../metadata";
import type { GatewayPart } from "../gatewayPart";

/**
 * One server for each host, all on one port and told apart by the name in the outer handshake, which only
 * identities of the mesh can make (ISTIO_MUTUAL). One server for several hosts would not do: where Istio ends TLS
 * and passes TCP on, it takes the first route that matches the server and sends every host there.
 *
 * For plain HTTP the gateway reads the requests: a Host other than the agreed one is refused with 404.
 */
export function egressGateways({ party }: GatewayPart, arranged: ArrangedGraph): GatewayManifest[] {
    const way = wayOut(arranged);
    const called = calledExternals(arranged);
    if (way?.party !== party || called.length === 0) {
        return [];
    }
    return [
        {
            apiVersion: apiVersions.Gateway,
            kind: "Gateway",
            metadata: metadata(party.gateway.namespace, party.gateway.name),
            spec: {
                selector: party.gateway.selector,
                servers: called.map((each) => server(each, way.port)),
            },
        },
    ];
}

function server({ external: { host, namespace, protocol } }: CalledExternal, port: number): GatewayServer {
    const name = externalObjectName(host);
    return {
        name,
        // Of servers that read requests, Istio keeps apart only those whose port names differ.
        port: { number: port, name, protocol: protocol === "tls" ? "TLS" : "HTTPS" },
        // Only the declaring namespace may attach a route to it.
        hosts: [`${namespace}/${host}`],
        tls: { mode: "ISTIO_MUTUAL" },
    };
}
