import type { Platform, PublicHost } from "../../../graph/platform";
import { serverPorts } from "../../../istio/gatewayPorts";
import {
    type AuthorizationPolicy,
    apiVersions,
    type HttpRoute,
    type NetworkPolicy,
} from "../../../istio/types";
import type { KubernetesService } from "../../../istio/workloadTypes";
import { labels } from "../../../labels";
import type { ArrangedGraph } from "../../arrangedGraph";
import { metadata } from "../../metadata";

import type { GatewayParty } from "../../parties";
import { tcp } from "../../peersByPorts";
import type { Target } from "../../target";
import type { GatewayPart } from "../gatewayPart";
import { asAuthority, publicHostsOf } from "../publicHosts";

/**
 * How an ACME authority convinces itself over HTTP-01 that a host is ours, without a Kubernetes Ingress, which istiod
 * would only read in another mode. For each challenge cert-manager starts a solver pod beside the gateway and labels
 * it with a checksum of the host; a Service of ours selects it by that, and the host's first route leads there.
 */
const solver = { label: "acme.cert-manager.io/http01-solver", hostLabel: "acme.cert-manager.io/http-domain" };
export const solverPort = 8089;
const challengePath = "/.well-known/acme-challenge/";

export function usesAcme({ certificate }: PublicHost, { issuers }: Platform): boolean {
    const issuer = certificate !== undefined && "issuer" in certificate ? certificate.issuer : "";
    return issuers.get(issuer)?.kind === "acme";
}

function acmeHosts(party: GatewayParty, arranged: ArrangedGraph): readonly PublicHost[] {
    return publicHostsOf(party, arranged).filter((host) => usesAcme(host, arranged.platform));
}

function solverService(host: PublicHost): string {
    return `acme-${host.name}`;
}

/** One for each host: solver pods of other hosts would answer 404. */
export function acmeServices({ party }: GatewayPart, arranged: ArrangedGraph): KubernetesService[] {
    return acmeHosts(party, arranged).map((host) => ({
        apiVersion: apiVersions.Service,
        kind: "Service",
        metadata: metadata(party.gateway.namespace, solverService(host)),
        spec: {
            selector: { [solver.label]: "true", [solver.hostLabel]: checksum(host.hostname) },
            ports: [
                {
                    name: "http",
                    port: solverPort,
                    targetPort: solverPort,
                    protocol: "TCP",
                    appProtocol: "http",
                },
            ],
        },
    }));
}

/** First of a host's routes: the challenge; then, where port 80 only redirects, everything else on that port. */
export function acmeRoutes(
    host: PublicHost,
    party: GatewayParty,
    arranged: ArrangedGraph,
    target: Target,
): HttpRoute[] {
    if (!usesAcme(host, arranged.platform)) {
        return [];
    }
    const service = `${solverService(host)}.${party.gateway.namespace}.svc.${target.clusterDomain}`;
    const challenge: HttpRoute = {
        name: "acme-challenge",
        match: [{ uri: { prefix: challengePath }, port: serverPorts.http }],
        route: [{ destination: { host: service, port: { number: solverPort } } }],
        timeout: "10s",
        retries: { attempts: 0 },
    };
    const redirect: HttpRoute = {
        name: "redirect-to-https",
        match: [{ port: serverPorts.http }],
        route: [],
        redirect: { scheme: "https", redirectCode: 301 },
    };
    return party.gateway.ingress?.redirectToHttps === true ? [challenge, redirect] : [challenge];
}

/** The authority has no token and comes from addresses it does not tell. */
export function acmePolicies({ party }: GatewayPart, arranged: ArrangedGraph): AuthorizationPolicy[] {
    const { name, namespace, selector } = party.gateway;
    const hosts = acmeHosts(party, arranged);
    if (hosts.length === 0) {
        return [];
    }
    const operation = {
        hosts: hosts.flatMap(asAuthority),
        methods: ["GET"],
        paths: [`${challengePath}*`],
        ports: [String(serverPorts.http)],
    };
    return [
        {
            apiVersion: apiVersions.AuthorizationPolicy,
            kind: "AuthorizationPolicy",
            metadata: metadata(namespace, `${name}-acme`),
            spec: {
                selector: { matchLabels: selector },
                action: "ALLOW",
                rules: [{ to: [{ operation }] }],
            },
        },
    ];
}

/** A solver answers the gateway and speaks to nobody. */
export function acmeNetworkPolicies({ party }: GatewayPart, arranged: ArrangedGraph): NetworkPolicy[] {
    return acmeHosts(party, arranged).length === 0
        ? []
        : [
              {
                  apiVersion: apiVersions.NetworkPolicy,
                  kind: "NetworkPolicy",
                  metadata: metadata(party.gateway.namespace, `${party.gateway.name}-acme`),
                  spec: {
                      podSelector: { matchLabels: { [solver.label]: "true" } },
                      policyTypes: ["Ingress", "Egress"],
                      ingress: [{ from: [party.pods], ports: tcp([solverPort]) }],
                  },
              },
          ];
}

export function acmeEgress(party: GatewayParty, arranged: ArrangedGraph) {
    const pods = {
        namespaceSelector: { matchLabels: { [labels.namespaceName]: party.gateway.namespace } },
        podSelector: { matchLabels: { [solver.label]: "true" } },
    };
    return acmeHosts(party, arranged).length === 0 ? [] : [{ to: [pods], ports: tcp([solverPort]) }];
}

/** Adler-32 as cert-manager computes it: of the host's bytes, as a decimal number. */
function checksum(hostname: string): string {
    let low = 1;
    let high = 0;
    for (const character of hostname) {
        low = (low + (character.codePointAt(0) ?? 0)) % 65521;
        high = (high + low) % 65521;
    }
    return String(high * 65536 + low);
}
