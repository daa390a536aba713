import { apiVersions, type NetworkPolicy, type PeerAuthentication } from "../../istio/types";
import type { Namespace } from "../../istio/workloadTypes";
import { labels } from "../../labels";
import type { ArrangedGraph } from "../arrangedGraph";
import { metadata } from "../metadata";
import { sortedTexts } from "../order";
import { strictPeerAuthentication } from "../peerAuthentications";
import type { GatewayPart } from "./gatewayPart";

/**
 * The namespace of a gateway of either kind. Unlike a team's, it can enforce pod security: the injector adds no init
 * container to a gateway, and neither its proxy nor a solver of ACME challenges needs any right.
 */
export function gatewayNamespaces({ party }: GatewayPart, arranged: ArrangedGraph): Namespace[] {
    const { namespace, tag, canary } = party.gateway;
    if (!ownsNamespace(party.gateway.name, namespace, arranged)) {
        return [];
    }
    return [
        {
            apiVersion: apiVersions.Namespace,
            kind: "Namespace",
            metadata: {
                name: namespace,
                labels: {
                    [labels.managedBy]: labels.managedByValue,
                    // A namespace's label beats a pod's, and the canary's pods follow another tag: while there is a
                    // canary, each pod goes by the tag that the chart writes on it.
                    ...(canary === undefined ? { [labels.revision]: tag } : {}),
                    [labels.discovery]: labels.discoveryValue,
                    "pod-security.kubernetes.io/audit": "restricted",
                    "pod-security.kubernetes.io/enforce": "restricted",
                    "pod-security.kubernetes.io/warn": "restricted",
                },
            },
        },
    ];
}

/**
 * A gateway's own servers say in its Gateway what they speak, and this does not change that; it is for whatever is
 * started beside it, so that no namespace with proxies is left out of STRICT while the mesh-wide one waits.
 */
export function gatewayPeerAuthentications(
    { party }: GatewayPart,
    arranged: ArrangedGraph,
): PeerAuthentication[] {
    const { name, namespace } = party.gateway;
    return ownsNamespace(name, namespace, arranged) ? [strictPeerAuthentication(namespace)] : [];
}

/** Closes the namespace to and from every pod that no policy of the gateway selects. */
export function gatewayClosingNetworkPolicies(
    { party }: GatewayPart,
    arranged: ArrangedGraph,
): NetworkPolicy[] {
    const { name, namespace } = party.gateway;
    return ownsNamespace(name, namespace, arranged)
        ? [
              {
                  apiVersion: apiVersions.NetworkPolicy,
                  kind: "NetworkPolicy",
                  metadata: metadata(namespace, "default-deny"),
                  spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
              },
          ]
        : [];
}

/** Settings give each gateway a namespace of its own; a graph made otherwise still gets each object once. */
function ownsNamespace(name: string, namespace: string, { gateways }: ArrangedGraph): boolean {
    const beside = [...gateways.values()].filter(({ gateway }) => gateway.namespace === namespace);
    return sortedTexts(beside.map(({ gateway }) => gateway.name))[0] === name;
}
