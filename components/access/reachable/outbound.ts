import { type Bounds, both, either, exactly, nothing } from "../bounds";
import { callsOf } from "../callSet";
import type { Reason } from "../reason";
import type { WorkloadRef } from "../workload";
import { isExportedTo } from "./exportTo";
import type { Layer } from "./layer";
import { distinct } from "./layer";
import { entriesFor, portsMeant, type RegistryEntry, type RegistryPort, targetPortOf } from "./registry";
import { type Routed, routedBy } from "./routing";
import type { SidecarScope } from "./sidecarScope";
import { boundTo } from "./virtualServices";
import type { World } from "./world";

/** A caller with a proxy, and what that proxy is told. */
export interface Caller {
    readonly workload: WorkloadRef;
    readonly scope: SidecarScope;
}

export function callerIn(world: World, workload: WorkloadRef): Caller {
    return { workload, scope: world.scopeOf(workload) };
}

/**
 * The calls a caller's own proxy brings to the server with its identity: through a host it is told about, by way of
 * the VirtualService of that host.
 */
export function outboundLayer(world: World, caller: Caller, server: WorkloadRef): Layer {
    let calls: Bounds = nothing;
    const because: string[] = [];
    const opaque: Reason[] = [];
    const entries = entriesFor(world.registry, server);
    for (const entry of entries) {
        const asked = [entry.host, ...(world.virtualServices.sentTo.get(entry.host) ?? [])];
        for (const host of distinct(asked)) {
            for (const way of waysThrough(world, caller, host, opaque)) {
                if (way.host === entry.host && isExportedTo(entry.object, caller.workload.namespace)) {
                    const onPorts = both(
                        way.calls,
                        exactly(callsOf({ ports: targetsOf(entry, way, server) })),
                    );
                    calls = either(calls, onPorts);
                    because.push(caller.scope.because, entry.name, way.because);
                    opaque.push(...way.opaque);
                }
            }
        }
    }
    const unknown = `${caller.scope.because} tells of no host that leads there`;
    return { calls, because: because.length === 0 ? [unknown] : distinct(because), opaque };
}

/** Where the caller's proxy sends requests for a host; nowhere when it is not told about it. */
export function waysThrough(world: World, caller: Caller, host: string, opaque: Reason[]): readonly Way[] {
    const { workload, scope } = caller;
    const entries = (world.registry.byHost.get(host) ?? []).filter(
        (entry) => isExportedTo(entry.object, workload.namespace) && scope.knows(entry.namespace, host),
    );
    return entries.flatMap((entry) =>
        entry.ports
            .filter(({ number }) => scope.knows(entry.namespace, host, number))
            .flatMap((port) => waysFrom(world, caller, entry, port, opaque)),
    );
}

/** A way a call goes, with the port that was asked for. */
export interface Way extends Routed {
    readonly asked: { readonly entry: RegistryEntry; readonly port: RegistryPort };
}

function waysFrom(
    world: World,
    { workload, scope }: Caller,
    entry: RegistryEntry,
    port: RegistryPort,
    opaque: Reason[],
): readonly Way[] {
    const asked = { entry, port };
    const direct: Way = {
        host: entry.host,
        port: port.number,
        calls: exactly(callsOf({})),
        because: entry.name,
        opaque: [],
        asked,
    };
    const rules = boundTo(world.virtualServices, "mesh", entry.host, world.clusterDomain).filter(
        (each) =>
            isExportedTo(each, workload.namespace) &&
            scope.knows(each.metadata.namespace ?? "default", entry.host),
    );
    const caller = { namespace: workload.namespace, labels: workload.labels };
    const asking = { gateway: "mesh", host: entry.host, port: port.number, caller };
    const outcomes = rules.map((rule) => routedBy(rule, asking, port.routing, world.clusterDomain));
    if (outcomes.length > 1) {
        const message =
            "several VirtualServices route this host; the oldest counts, and manifests do not say which";
        opaque.push({
            object: `VirtualServices of ${entry.host}`,
            path: "metadata.creationTimestamp",
            message,
        });
    }
    return outcomes.length === 0
        ? [direct]
        : outcomes.flatMap((routed) =>
              routed === undefined
                  ? [asFarAsOne(direct, outcomes.length)]
                  : routed.map((each) => asFarAsOne({ ...each, asked }, outcomes.length)),
          );
}

/** Where one of several rules counts, what each says is only possible. */
function asFarAsOne(way: Way, rules: number): Way {
    return rules === 1 ? way : { ...way, calls: { certain: nothing.certain, possible: way.calls.possible } };
}

/** The server's ports behind the port of the Service the way leads to. */
function targetsOf(entry: RegistryEntry, way: Way, server: WorkloadRef): readonly number[] {
    return portsMeant(entry, way, way.asked.port.number).flatMap((port) => targetPortOf(port, server) ?? []);
}
