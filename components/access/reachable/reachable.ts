import { type Access, accessAt } from "../access";
import { type Bounds, either, exactly, nothing } from "../bounds";
import { anyCall, isEmpty } from "../callSet";
import { describeGrounds } from "../describeGround";
import type { Given } from "../given";
import type { Reason } from "../reason";
import { anonymous, type Client, type WorkloadRef } from "../workload";
import { distinct, type Layer, type Progress, progressThrough, throughAll, type Way } from "./layer";
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
    const admit = admission(accessAt(world.enforcement, server, given));
    return (client) => admit(approach(world, client, server));
}

/** How far a client's calls come before the server is asked; the same whatever else is known of the requests. */
export interface Approach {
    readonly client: WorkloadRef;
    /** Under its identity, which only a proxy has. */
    readonly asPeer?: Progress;
    readonly inPlaintext: Progress;
}

export function approach(world: World, client: WorkloadRef, server: WorkloadRef): Approach {
    if (!client.injected) {
        return { client, inPlaintext: progressThrough(network(world, client, server)) };
    }
    const caller = callerIn(world, client);
    const passed: Layer = {
        calls: caller.scope.outbound === "ALLOW_ANY" ? exactly(anyCall) : nothing,
        because: [`${caller.scope.because} passes on what it does not know, in plaintext`],
        opaque: [],
    };
    const behind = (first: Layer): Progress =>
        progressThrough(network(world, client, server), progressThrough([first]));
    return { client, asPeer: behind(outboundLayer(world, caller, server)), inPlaintext: behind(passed) };
}

function* network(
    { networkPolicies }: World,
    client: WorkloadRef,
    server: WorkloadRef,
): Generator<Layer, void> {
    yield networkLayer(networkPolicies, "Egress", { pod: client }, { pod: server });
    yield networkLayer(networkPolicies, "Ingress", { pod: client }, { pod: server });
}

/** What a server that gives clients this access makes of the calls that come to it. */
export function admission(accessOf: (client: Client) => Access): (approach: Approach) => Reach {
    const plaintext = enforcedLayer(accessOf(anonymous));
    return ({ client, asPeer, inPlaintext }) =>
        reachOf([
            ...(asPeer === undefined ? [] : [throughAll([enforcedLayer(accessOf(client))], asPeer)]),
            throughAll([plaintext], inPlaintext),
        ]);
}

export function enforcedLayer({ certain, possible, because, opaque }: Access): Layer {
    return {
        calls: { certain, possible },
        get because() {
            return describeGrounds(because);
        },
        opaque,
    };
}

/** Whatever gets through by any of the ways; the first one explains where none does. */
export function reachOf(ways: readonly Way[]): Reach {
    const through = ways.filter(({ calls }) => !isEmpty(calls.possible));
    const telling = through.length > 0 ? through : ways.slice(0, 1);
    return {
        ...through.map(({ calls }) => calls).reduce(either, nothing),
        get because() {
            return distinct(telling.flatMap(({ because }) => because));
        },
        opaque: through.flatMap(({ opaque }) => opaque),
    };
}
