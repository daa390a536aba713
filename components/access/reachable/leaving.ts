import { exactly } from "../bounds";
import { callsOf } from "../callSet";
import type { Reason } from "../reason";
import { principalOf } from "../source";
import type { WorkloadRef } from "../workload";
import type { Endpoint } from "./endpoint";
import type { Entrance } from "./entrances";
import { type Layer, type Way as Passage, throughAll } from "./layer";
import { networkLayer } from "./networkPolicy";
import { callerIn, type Way, waysThrough } from "./outbound";
import { methodsAt, onPort } from "./portless";
import { type Reach, reachOf } from "./reachable";
import { entriesFor } from "./registry";
import type { Routed } from "./routing";
import { intoEntrance, sentOn } from "./throughGateway";
import type { World } from "./world";

const outside: Endpoint = { outside: {} };

/**
 * What a workload can reach of a host outside, by the host's own ports: directly, or by way of a gateway that its
 * VirtualService names. Only as far as the objects say: a NetworkPolicy knows addresses, not names, so a process that
 * goes around its own proxy is held by that alone.
 */
export function leavingTo(
    world: World,
    client: WorkloadRef,
    host: string,
    entrances: readonly Entrance[],
): Reach {
    const own = { pod: client };
    if (!client.injected) {
        return reachOf([throughAll([networkLayer(world.networkPolicies, "Egress", own, outside)])]);
    }
    const caller = callerIn(world, client);
    const opaque: Reason[] = [];
    const ways = waysThrough(world, caller, host, opaque).flatMap((way) => {
        const sent: Layer = {
            calls: way.calls,
            because: [caller.scope.because, way.asked.entry.name, way.because],
            opaque,
        };
        return passages(world, client, way, host, entrances).map((layers) => {
            const passage = throughAll([sent, ...layers]);
            return { ...passage, calls: onPort(passage.calls, way.asked.port.number) };
        });
    });
    const passing: Layer = {
        calls: exactly(callsOf(caller.scope.outbound === "ALLOW_ANY" ? {} : { ports: [] })),
        because: [
            `${caller.scope.because} ${caller.scope.outbound === "ALLOW_ANY" ? "passes on what it does not know" : `does not know ${host}`}`,
        ],
        opaque: [],
    };
    const unknown: readonly Passage[] =
        ways.length === 0
            ? [throughAll([passing, networkLayer(world.networkPolicies, "Egress", own, outside)])]
            : [];
    return reachOf([...ways, ...unknown]);
}

/** The layers after the caller's proxy, for each gateway on the way; none of them where there is no gateway. */
function passages(
    world: World,
    client: WorkloadRef,
    way: Way,
    host: string,
    entrances: readonly Entrance[],
): readonly (readonly Layer[])[] {
    const own: Endpoint = { pod: client };
    if (way.host === host) {
        const direct = networkLayer(world.networkPolicies, "Egress", own, outside);
        return [
            [{ ...direct, calls: methodsAt(direct.calls, outsidePort(world, way, way.asked.port.number)) }],
        ];
    }
    return entrances
        .filter(
            (entrance) =>
                entrance.host === host &&
                entrance.port === (way.port ?? way.asked.port.number) &&
                entriesFor(world.registry, entrance.pods).some((entry) => entry.host === way.host),
        )
        .flatMap((entrance) => throughEgress(world, client, entrance, host));
}

function throughEgress(
    world: World,
    client: WorkloadRef,
    entrance: Entrance,
    host: string,
): readonly (readonly Layer[])[] {
    const own: Endpoint = { pod: client };
    const { mesh, clusterDomain, networkPolicies } = world;
    const identity = { principal: principalOf(client, mesh.trustDomain), mesh };
    const toGateway = networkLayer(networkPolicies, "Egress", own, { pod: entrance.pods });
    return sentOn(entrance, clusterDomain)
        .filter((routed) => routed.host === host)
        .map((routed) => {
            const out = networkLayer(networkPolicies, "Egress", { pod: entrance.pods }, outside);
            return [
                { ...toGateway, calls: methodsAt(toGateway.calls, entrance.targetPort) },
                ...intoEntrance(world, entrance, { from: own, identity, given: { sni: host } }),
                { calls: routed.calls, because: [routed.because], opaque: routed.opaque },
                { ...out, calls: methodsAt(out.calls, outsidePort(world, routed, entrance.port)) },
            ];
        });
}

/** The port that packets to the host really go to, which the ServiceEntry may say. */
function outsidePort({ registry }: World, { host, port }: Routed, asked: number): number {
    const number = port ?? asked;
    const ports = (registry.byHost.get(host) ?? []).flatMap((entry) => entry.ports);
    const target = ports.find((each) => each.number === number)?.target;
    return typeof target === "number" ? target : number;
}
