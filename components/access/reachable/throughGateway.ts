import { accessAt } from "../access";
import { authorizedAt } from "../authorizedAt";
import { nothing } from "../bounds";
import { describeGrounds } from "../describeGround";
import type { Given } from "../given";
import { issuersAt } from "../issuers";
import type { Identity } from "../source";
import { type Terms, termsOver } from "../terms";
import type { WorkloadRef } from "../workload";
import type { Endpoint } from "./endpoint";
import type { Entrance } from "./entrances";
import { isExportedTo } from "./exportTo";
import { type Layer, throughAll } from "./layer";
import { networkLayer } from "./networkPolicy";
import { methodsAt, onPort } from "./portless";
import { enforcedLayer, type Reach, reachOf } from "./reachable";
import { entriesFor, portsMeant, targetPortOf } from "./registry";
import { type Routed, routedBy } from "./routing";
import type { World } from "./world";

/** What is asked of an entrance, by whom. */
export interface Arriving {
    readonly from: Endpoint;
    /** Of a workload of the mesh; nobody outside has one. */
    readonly identity?: Identity;
    readonly given: Given;
}

/** The calls an entrance takes in, on its pods' port: connection and authorization. */
export function intoEntrance(
    world: World,
    entrance: Entrance,
    { from, identity, given }: Arriving,
): readonly Layer[] {
    const { pods, targetPort, isTcp, isMutual, host } = entrance;
    const unusual = new Map(isTcp ? [[targetPort, "tcp"] as const] : []);
    const known = {
        issuers: issuersAt(world.enforcement, pods),
        host,
        ...(isTcp || isMutual ? { sni: host } : {}),
        ...given,
    };
    const refused: Layer = {
        calls: nothing,
        because: [`Gateway ${entrance.gateway} asks for a certificate of the mesh`],
        opaque: [],
    };
    const { calls, because, opaque } = authorizedAt(world.enforcement, pods, known, unusual)(identity);
    return [
        ...(isMutual && identity === undefined ? [refused] : []),
        networkLayer(world.networkPolicies, "Ingress", from, { pod: pods }),
        { calls, because: describeGrounds(because), opaque },
    ].map((layer) => ({ ...layer, calls: methodsAt(layer.calls, targetPort) }));
}

/** Where an entrance sends what it has taken in. Several rules for one host are merged: each may count. */
export function sentOn(
    { host, port, gateway, routing, rules }: Entrance,
    clusterDomain: string,
): readonly Routed[] {
    return rules.flatMap((rule) => routedBy(rule, { gateway, host, port }, routing, clusterDomain) ?? []);
}

/** What anybody outside may call at a workload through an entrance; calls are on the entrance's port. */
export function enteringAt(world: World, entrance: Entrance, server: WorkloadRef): Terms<string> {
    const { enforcement } = world;
    const policies = [...enforcement.policiesAt(entrance.pods), ...enforcement.policiesAt(server)];
    const known: Given = {
        issuers: issuersAt(enforcement, entrance.pods),
        host: entrance.host,
        ...(entrance.isTcp ? { sni: entrance.host } : {}),
    };
    return termsOver(policies, known, (given) => {
        const reach = enteringWith(world, entrance, server, { ...known, ...given });
        return () => reach;
    })(undefined);
}

function enteringWith(world: World, entrance: Entrance, server: WorkloadRef, given: Given): Reach {
    const into = intoEntrance(world, entrance, { from: { outside: {} }, given });
    const ways = sentOn(entrance, world.clusterDomain).flatMap((routed) =>
        legsTo(world, entrance, server, routed, given).map((leg) =>
            throughAll([
                ...into,
                { calls: routed.calls, because: [routed.because], opaque: routed.opaque },
                ...leg,
            ]),
        ),
    );
    return { ...reachOf(ways), ...onPort(reachOf(ways), entrance.port) };
}

/** From the gateway's pods to the server, once for each of its ports that the route leads to. */
function legsTo(
    world: World,
    { pods, port: asked }: Entrance,
    server: WorkloadRef,
    routed: Routed,
    given: Given,
): readonly (readonly Layer[])[] {
    const targets = entriesFor(world.registry, server)
        .filter(({ host, object }) => host === routed.host && isExportedTo(object, pods.namespace))
        .flatMap((entry) => portsMeant(entry, routed, asked))
        .flatMap((port) => targetPortOf(port, server) ?? []);
    const layers = [
        networkLayer(world.networkPolicies, "Egress", { pod: pods }, { pod: server }),
        networkLayer(world.networkPolicies, "Ingress", { pod: pods }, { pod: server }),
        // The token goes on with the request; what the server verifies itself is its own list of issuers.
        enforcedLayer(
            accessAt(world.enforcement, server, { ...given, issuers: issuersAt(world.enforcement, server) })(
                pods,
            ),
        ),
    ];
    return [...new Set(targets)].map((target) =>
        layers.map((layer) => ({ ...layer, calls: methodsAt(layer.calls, target) })),
    );
}
