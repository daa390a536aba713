import { type Access, accessAt } from "../access";
import { type Bounds, either, exactly, nothing } from "../bounds";
import { anyCall, isEmpty } from "../callSet";
import { describeGrounds } from "../describeGround";
import type { Given } from "../given";
import type { Reason } from "../reason";
import { anonymous, type WorkloadRef } from "../workload";
import { distinct, type Layer, throughAll, type Way } from "./layer";
import { networkLayer } from "./networkPolicy";
import { callerIn, outboundLayer } from "./outbound";
import type { World } from "./world";

/** What a workload can reach at another through everything between them: at least `certain`, at most `possible`. */
export interface Reach extends Bounds {
    /** The objects that let it through, or, where nothing gets through, those that stop it first. */
    readonly because: readonly string[];
    readonly opaque: readonly Reason[];
}

/**
 * What workloads reach at the server: their own proxy (Sidecar, `exportTo`, VirtualServices), NetworkPolicies of
 * both ends, and what is enforced at the server. Where a proxy passes on what it does not know, that arrives in
 * plaintext. A process that goes around its own proxy is a caller without one: only the server's side holds it.
 */
export function reachableAt(
    world: World,
    server: WorkloadRef,
    given: Given = {},
): (client: WorkloadRef) => Reach {
    const accessOf = accessAt(world.enforcement, server, given);
    const plaintext = accessOf(anonymous);
    return (client) => {
        const network = [
            networkLayer(world.networkPolicies, "Egress", { pod: client }, { pod: server }),
            networkLayer(world.networkPolicies, "Ingress", { pod: client }, { pod: server }),
        ];
        if (!client.injected) {
            return reachOf([throughAll([...network, enforcedLayer(plaintext)])]);
        }
        const caller = callerIn(world, client);
        const known = throughAll([
            outboundLayer(world, caller, server),
            ...network,
            enforcedLayer(accessOf(client)),
        ]);
        const passed: Layer = {
            calls: caller.scope.outbound === "ALLOW_ANY" ? exactly(anyCall) : nothing,
            because: [`${caller.scope.because} passes on what it does not know, in plaintext`],
            opaque: [],
        };
        return reachOf([known, throughAll([passed, ...network, enforcedLayer(plaintext)])]);
    };
}

export function enforcedLayer({ certain, possible, because, opaque }: Access): Layer {
    return { calls: { certain, possible }, because: describeGrounds(because), opaque };
}

/** Whatever gets through by any of the ways; the first one explains where none does. */
export function reachOf(ways: readonly Way[]): Reach {
    const through = ways.filter(({ calls }) => !isEmpty(calls.possible));
    const telling = through.length > 0 ? through : ways.slice(0, 1);
    return {
        ...ways.map(({ calls }) => calls).reduce(either, nothing),
        because: distinct(telling.flatMap(({ because }) => because)),
        opaque: through.flatMap(({ opaque }) => opaque),
    };
}
