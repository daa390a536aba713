import type { Workload } from "../graph/model";
import {
    apiVersions,
    type NetworkPolicy,
    type NetworkPolicyPeer,
    type NetworkPolicySpec,
} from "../istio/types";
import type { ArrangedGraph, NamespacePart } from "./arrangedGraph";
import { outsidePort, wayOut } from "./externals";
import { clusterNamespaceOf } from "./hosts";
import { datedMetadata, metadata } from "./metadata";
import { stackEgress, stackIngress } from "./observability";
import { sortedTexts } from "./order";
import { podsInNamespace } from "./parties";
import { PeersByPorts, tcp } from "./peersByPorts";
import { distinctPorts } from "./ports";
import type { Target } from "./target";

/** Where a proxy serves its own and the application's metrics, merged. */
const metricsPort = 15020;
/** Where istiod serves configuration and certificates over TLS. */
const istiodPort = 15012;

/**
 * Addresses behind a name change, so outside the port is what can be held; but a cloud's metadata service, which
 * hands out the node's credentials, is link-local and never what was meant. IPv4 alone: to hosts outside a workload
 * of a dual-stack cluster has no other way.
 */
export const world: NetworkPolicyPeer = { ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } };

/** The same whether it closes or, in a rollback, opens: an update comes before the restarts, a deletion after. */
const closingName = "default-deny";

type EgressRule = NonNullable<NetworkPolicySpec["egress"]>[number];
type IngressRule = NonNullable<NetworkPolicySpec["ingress"]>[number];

/**
 * The graph once more, below the mesh: what a proxy that is bypassed or broken can still not do. In the
 * enforced stage only, and in both directions. Ports are the pods' own, because a policy sees a packet after
 * the Service's address has been translated. Probes need no rule: they come from the pod's own node, which no
 * policy keeps out.
 */
export function networkPolicies(
    part: NamespacePart,
    arranged: ArrangedGraph,
    target: Target,
): NetworkPolicy[] {
    if (part.namespace.stage !== "enforced") {
        return [];
    }
    const infrastructure = infrastructureEgress(target);
    return part.workloads.map((workload) => {
        const ingress = ingressRules(workload, arranged, target);
        return {
            apiVersion: apiVersions.NetworkPolicy,
            kind: "NetworkPolicy",
            metadata: metadata(workload.namespace, workload.name),
            spec: {
                podSelector: { matchLabels: workload.selector },
                policyTypes: ["Ingress", "Egress"],
                ...(ingress.length === 0 ? {} : { ingress }),
                egress: [
                    ...infrastructure,
                    ...egressRules(workload, arranged, target),
                    ...stackEgress(workload, arranged, target, world),
                ],
            },
        };
    });
}

/**
 * Closes the namespace to and from pods that no workload of the graph selects.
 *
 * When pods lose their proxies it lets everything pass instead: what the proxies sent through the egress gateway goes
 * out directly then, and the workloads' own policies, which allow only the gateway, are deleted last, after every
 * restart. Policies add up, so one that is opened in place opens the namespace before the first pod restarts.
 */
export function closingNetworkPolicies(part: NamespacePart): NetworkPolicy[] {
    const { rollback, name, stage } = part.namespace;
    if (rollback?.from === "enforced" && rollback.to !== "observed") {
        return [
            {
                apiVersion: apiVersions.NetworkPolicy,
                kind: "NetworkPolicy",
                metadata: datedMetadata(part.namespace, closingName),
                spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}], egress: [{}] },
            },
        ];
    }
    if (stage !== "enforced") {
        return [];
    }
    return [
        {
            apiVersion: apiVersions.NetworkPolicy,
            kind: "NetworkPolicy",
            metadata: metadata(name, closingName),
            spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
        },
    ];
}

function ingressRules(workload: Workload, arranged: ArrangedGraph, target: Target): IngressRule[] {
    const { id } = workload;
    const peers = new PeersByPorts();
    for (const { caller, targetPorts } of arranged.inbound.get(id) ?? []) {
        peers.add(caller.workload.id, caller.pods, targetPorts);
    }
    // A gateway's Service may be called like a workload of its namespace, so the key is not its id alone.
    for (const { gateway, targetPorts } of arranged.routesInto.get(id) ?? []) {
        peers.add(`${gateway.id} gateway`, gateway.pods, targetPorts);
    }
    for (const { gateway, targetPort } of arranged.gatewayCalls.into.get(id) ?? []) {
        peers.add(`${gateway.id} gateway`, gateway.pods, [targetPort]);
    }
    const rules: IngressRule[] = peers.grouped().map(({ peers: from, ports }) => ({ from, ports }));
    return [...rules, ...stackIngress(workload, arranged, target), ...scrapingIngress(target)];
}

/** Metrics of every proxy, gateways' included, for whoever scrapes in this stack. */
export function scrapingIngress({ scraperNamespaces }: Target): IngressRule[] {
    return scraperNamespaces.length === 0
        ? []
        : [{ from: sortedTexts(scraperNamespaces).map(podsInNamespace), ports: tcp([metricsPort]) }];
}

/** What every proxy needs before it can serve anything: names, configuration and certificates. */
export function infrastructureEgress(target: Target): EgressRule[] {
    const rules: EgressRule[] = [
        {
            to: [podsInNamespace("kube-system")],
            ports: [
                { protocol: "UDP", port: 53 },
                { protocol: "TCP", port: 53 },
            ],
        },
        {
            // By the label that istiod carries in every revision: a proxy must reach the next one as well.
            to: [
                { ...podsInNamespace(target.rootNamespace), podSelector: { matchLabels: { app: "istiod" } } },
            ],
            ports: [{ protocol: "TCP", port: istiodPort }],
        },
    ];
    for (const { namespace, selector, ports } of target.systemServices) {
        const pods = namespace === undefined ? world : podsInNamespace(namespace);
        const to = selector === undefined ? pods : { ...pods, podSelector: { matchLabels: selector } };
        rules.push({ to: [to], ports: tcp(ports) });
    }
    return rules;
}

function egressRules(workload: Workload, arranged: ArrangedGraph, target: Target): EgressRule[] {
    const outbound = arranged.outbound.get(workload.id);
    if (outbound === undefined) {
        return [];
    }
    const peers = new PeersByPorts();
    for (const { server, targetPorts } of outbound.edges) {
        peers.add(server.workload.id, server.pods, targetPorts);
    }
    const outside: number[] = [];
    for (const store of outbound.stores) {
        const namespace = clusterNamespaceOf(store, target.clusterDomain);
        if (namespace === undefined) {
            outside.push(store.port);
        } else {
            // Whose pods serve it is not in the graph, so the namespace is as exact as this can be.
            peers.add(`${namespace}/`, podsInNamespace(namespace), [store.port]);
        }
    }
    const way = wayOut(arranged);
    for (const external of outbound.externals) {
        if (way === undefined) {
            outside.push(outsidePort(external));
        } else {
            // To the gateway's pods alone, so that it cannot be walked around.
            peers.add(`${way.party.id} gateway`, way.party.pods, [way.port]);
        }
    }
    const rules: EgressRule[] = peers.grouped().map(({ peers: to, ports }) => ({ to, ports }));
    if (outside.length > 0) {
        rules.push({
            to: [world],
            ports: tcp(distinctPorts(outside)),
        });
    }
    return rules;
}
