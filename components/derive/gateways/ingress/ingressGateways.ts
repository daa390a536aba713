import { hostSecretName } from "../../../graph/certificateNames";
import type { PublicHost } from "../../../graph/platform";
import { serverPorts } from "../../../istio/gatewayPorts";
import { apiVersions, type GatewayManifest, type GatewayServer } from "../../../istio/types";
import type { ArrangedGraph } from "../../arrangedGraph";
import { metadata } from "../../metadata";
import { byCodeUnits } from "../../order";
import type { GatewayPart } from "../gatewayPart";
import { publicHostsOf } from "../publicHosts";
import { usesAcme } from "./acme";

/**
 * The servers of an ingress gateway: exact hosts on 80, 443, 8443 and 15443, and only those that a host asks for. A
 * server for each host and TLS port, because each host has a certificate of its own. 15021 answers health checks without any:
 * it is a port of the Service, and a server there would take it from the proxy.
 */
export function ingressGateways({ party }: GatewayPart, arranged: ArrangedGraph): GatewayManifest[] {
    const { kind, name, namespace, selector } = party.gateway;
    const hosts = publicHostsOf(party, arranged);
    if (kind !== "ingress" || hosts.length === 0) {
        return [];
    }
    const servers = [
        ...plainServers(hosts, party.gateway.ingress?.redirectToHttps === true, arranged),
        ...hosts
            .flatMap(tls)
            .sort(
                (left, right) => left.port.number - right.port.number || byCodeUnits(left.name, right.name),
            ),
    ];
    return [
        {
            apiVersion: apiVersions.Gateway,
            kind: "Gateway",
            metadata: metadata(namespace, name),
            spec: { selector, servers },
        },
    ];
}

/**
 * Port 80, one server for all hosts, which sends to HTTPS. Not so on the server itself where an ACME authority asks
 * for a proof: that comes in plain text and before there is any certificate, so there the host's routes decide (see
 * `acme.ts`).
 */
function plainServers(
    hosts: readonly PublicHost[],
    redirects: boolean,
    arranged: ArrangedGraph,
): GatewayServer[] {
    const ending = hosts.filter(endsTls);
    const proving = redirects ? ending.filter((host) => usesAcme(host, arranged.platform)) : [];
    const others = ending.filter((host) => !proving.includes(host));
    return [
        ...plainServer("http", others, redirects ? { tls: { httpsRedirect: true } } : {}),
        ...plainServer("http-acme", proving, {}),
    ];
}

function plainServer(
    name: string,
    hosts: readonly PublicHost[],
    more: Pick<GatewayServer, "tls">,
): GatewayServer[] {
    const port = { number: serverPorts.http, name, protocol: "HTTP" };
    return hosts.length === 0 ? [] : [{ name, port, hosts: hosts.map(hostOf), ...more }];
}

function tls(host: PublicHost): GatewayServer[] {
    return host.servers.map((server) => {
        const name = `${server}-${host.name}`;
        if (server === "passthrough") {
            return {
                name,
                port: { number: serverPorts.passthrough, name, protocol: "TLS" },
                hosts: [hostOf(host)],
                tls: { mode: "PASSTHROUGH" },
            };
        }
        return {
            name,
            // Istio keeps the servers of one port apart by the port's name, so each has its own.
            port: { number: serverPorts[server], name, protocol: "HTTPS" },
            hosts: [hostOf(host)],
            tls: { mode: "SIMPLE", credentialName: credentialOf(host), minProtocolVersion: "TLSV1_2" },
        };
    });
}

function endsTls({ servers }: PublicHost): boolean {
    return servers.some((server) => server !== "passthrough");
}

/** With the namespace: only routes that the platform owns may attach to a host. */
function hostOf({ hostname }: PublicHost): string {
    return `./${hostname}`;
}

function credentialOf({ name, certificate }: PublicHost): string {
    if (certificate === undefined) {
        throw new Error(`internal error: the public host "${name}" has no certificate`);
    }
    return "secret" in certificate ? certificate.secret : hostSecretName(name);
}
