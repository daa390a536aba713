import type { Workload } from "../graph/model";
import {
    apiVersions,
    type NetworkPolicy,
    type NetworkPolicyPeer,
    type NetworkPolicyPort,
    type NetworkPolicySpec,
} from "../istio/types";
import { labels } from "../labels";
import { grantedTargetPorts } from "./grants";
import type { Edge, GraphIndex, NamespacePart, Outbound } from "./graphIndex";
import { clusterNamespaceOf } from "./hosts";
import { metadata } from "./metadata";
import { ascending, byCodeUnits, sortedTexts } from "./order";
import type { Target } from "./target";

/** Where a proxy serves its own and the application's metrics, merged. */
const metricsPort = 15020;
/** Where istiod serves configuration and certificates over TLS. */
const istiodPort = 15012;

type EgressRule = NonNullable<NetworkPolicySpec["egress"]>[number];
type IngressRule = NonNullable<NetworkPolicySpec["ingress"]>[number];

/**
 * The graph once more, below the mesh: what a proxy that is bypassed or broken can still not do. In the
 * enforced stage only, and in both directions. Ports are the pods' own, because a policy sees a packet after
 * the Service's address has been translated. Probes need no rule: they come from the pod's own node, which no
 * policy keeps out.
 */
export function networkPolicies(part: NamespacePart, index: GraphIndex, target: Target): NetworkPolicy[] {
    if (part.namespace.stage !== "enforced") {
        return [];
    }
    const infrastructure = infrastructureEgress(target);
    return part.workloads.map((workload) => {
        const ingress = ingressRules(index.inbound.get(workload.id) ?? [], target);
        return {
            apiVersion: apiVersions.NetworkPolicy,
            kind: "NetworkPolicy",
            metadata: metadata(workload.namespace, workload.name),
            spec: {
                podSelector: { matchLabels: workload.selector },
                policyTypes: ["Ingress", "Egress"],
                ...(ingress.length === 0 ? {} : { ingress }),
                egress: [...infrastructure, ...egressRules(index.outbound.get(workload.id), target)],
            },
        };
    });
}

/** Closes the namespace to and from pods that no workload of the graph selects. */
export function closingNetworkPolicies(part: NamespacePart): NetworkPolicy[] {
    if (part.namespace.stage !== "enforced") {
        return [];
    }
    return [
        {
            apiVersion: apiVersions.NetworkPolicy,
            kind: "NetworkPolicy",
            metadata: metadata(part.namespace.name, "default-deny"),
            spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
        },
    ];
}

function ingressRules(inbound: readonly Edge[], target: Target): IngressRule[] {
    const byCaller = new Map<string, Edge[]>();
    for (const edge of inbound) {
        const known = byCaller.get(edge.caller.id);
        if (known === undefined) {
            byCaller.set(edge.caller.id, [edge]);
        } else {
            known.push(edge);
        }
    }
    const peers = new PeersByPorts();
    for (const [caller, edges] of byCaller) {
        const first = edges[0];
        if (first !== undefined) {
            peers.add(caller, podsOf(first.caller), grantedTargetPorts(edges));
        }
    }
    const rules: IngressRule[] = peers.grouped().map(({ peers: from, ports }) => ({ from, ports }));
    if (target.scraperNamespaces.length > 0) {
        rules.push({
            from: sortedTexts(target.scraperNamespaces).map(inNamespace),
            ports: [{ protocol: "TCP", port: metricsPort }],
        });
    }
    return rules;
}

/** What every proxy needs before it can serve anything: names, configuration and certificates. */
function infrastructureEgress(target: Target): EgressRule[] {
    const rules: EgressRule[] = [
        {
            to: [inNamespace("kube-system")],
            ports: [
                { protocol: "UDP", port: 53 },
                { protocol: "TCP", port: 53 },
            ],
        },
        {
            // By the label that istiod carries in every revision: a proxy must reach the next one as well.
            to: [{ ...inNamespace(target.rootNamespace), podSelector: { matchLabels: { app: "istiod" } } }],
            ports: [{ protocol: "TCP", port: istiodPort }],
        },
    ];
    const system = sortedTexts(target.systemHosts.map((host) => host.slice(0, host.indexOf("/"))));
    if (system.length > 0) {
        // The target names hosts, not ports.
        rules.push({ to: system.map(inNamespace) });
    }
    return rules;
}

function egressRules(outbound: Outbound | undefined, target: Target): EgressRule[] {
    if (outbound === undefined) {
        return [];
    }
    const byServer = new Map<string, Edge[]>();
    for (const edge of outbound.edges) {
        const known = byServer.get(edge.server.id);
        if (known === undefined) {
            byServer.set(edge.server.id, [edge]);
        } else {
            known.push(edge);
        }
    }
    const peers = new PeersByPorts();
    for (const [server, edges] of byServer) {
        const first = edges[0];
        if (first !== undefined) {
            peers.add(server, podsOf(first.server), grantedTargetPorts(edges));
        }
    }
    const outside = new Set<number>();
    const inCluster = new Map<string, Set<number>>();
    for (const store of outbound.stores) {
        const namespace = clusterNamespaceOf(store, target.clusterDomain);
        if (namespace === undefined) {
            outside.add(store.port);
        } else {
            // Whose pods serve it is not in the graph, so the namespace is as exact as this can be.
            inCluster.set(namespace, (inCluster.get(namespace) ?? new Set()).add(store.port));
        }
    }
    for (const external of outbound.externals) {
        outside.add(external.port);
    }
    for (const [namespace, ports] of inCluster) {
        peers.add(`${namespace}/`, inNamespace(namespace), [...ports].sort(ascending));
    }
    const rules: EgressRule[] = peers.grouped().map(({ peers: to, ports }) => ({ to, ports }));
    if (outside.size > 0) {
        // Addresses behind a name change, so the port is what can be held; but a cloud's metadata service,
        // which hands out the node's credentials, is link-local and never what was meant.
        rules.push({
            to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }],
            ports: tcp([...outside].sort(ascending)),
        });
    }
    return rules;
}

/** Peers with the same ports share a rule; peers and rules are in the order of the peers' keys. */
class PeersByPorts {
    readonly #added: { key: string; peer: NetworkPolicyPeer; ports: readonly number[] }[] = [];

    add(key: string, peer: NetworkPolicyPeer, ports: readonly number[]): void {
        if (ports.length > 0) {
            this.#added.push({ key, peer, ports });
        }
    }

    grouped(): { peers: NetworkPolicyPeer[]; ports: NetworkPolicyPort[] }[] {
        const groups = new Map<string, { peers: NetworkPolicyPeer[]; ports: NetworkPolicyPort[] }>();
        for (const { peer, ports } of this.#added.sort((left, right) => byCodeUnits(left.key, right.key))) {
            const same = groups.get(ports.join());
            if (same === undefined) {
                groups.set(ports.join(), { peers: [peer], ports: tcp(ports) });
            } else {
                same.peers.push(peer);
            }
        }
        return [...groups.values()];
    }
}

function tcp(ports: readonly number[]): NetworkPolicyPort[] {
    return ports.map((port) => ({ protocol: "TCP", port }));
}

function inNamespace(namespace: string): NetworkPolicyPeer {
    return { namespaceSelector: { matchLabels: { [labels.namespaceName]: namespace } } };
}

/** Namespace and labels in one peer: both must hold. As two peers either would do. */
function podsOf(workload: Workload): NetworkPolicyPeer {
    return { ...inNamespace(workload.namespace), podSelector: { matchLabels: workload.selector } };
}
