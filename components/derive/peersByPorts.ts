import type { NetworkPolicyPeer, NetworkPolicyPort } from "../istio/types";
import { byCodeUnits } from "./order";
import { distinctPorts } from "./ports";

/** Peers with the same ports share a rule; peers and rules are in the order of the peers' keys. */
export class PeersByPorts {
    readonly #peers = new Map<string, { readonly peer: NetworkPolicyPeer; ports: readonly number[] }>();

    add(key: string, peer: NetworkPolicyPeer, ports: readonly number[]): void {
        const known = this.#peers.get(key);
        if (known === undefined) {
            this.#peers.set(key, { peer, ports });
        } else {
            known.ports = distinctPorts([...known.ports, ...ports]);
        }
    }

    grouped(): { peers: NetworkPolicyPeer[]; ports: NetworkPolicyPort[] }[] {
        const groups = new Map<string, { peers: NetworkPolicyPeer[]; ports: NetworkPolicyPort[] }>();
        const sorted = [...this.#peers].sort(([left], [right]) => byCodeUnits(left, right));
        for (const [, { peer, ports }] of sorted) {
            const key = ports.join();
            const same = groups.get(key);
            if (same !== undefined) {
                same.peers.push(peer);
            } else if (ports.length > 0) {
                groups.set(key, { peers: [peer], ports: tcp(ports) });
            }
        }
        return [...groups.values()];
    }
}

export function tcp(ports: readonly number[]): NetworkPolicyPort[] {
    return ports.map((port) => ({ protocol: "TCP", port }));
}
