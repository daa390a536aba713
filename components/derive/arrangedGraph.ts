import type {
    Call,
    Experiment,
    External,
    GraphNamespace,
    Id,
    Route,
    Service,
    ServiceGraph,
    Store,
    Workload,
} from "../graph/model";
import type { Platform, PublicHost } from "../graph/platform";
import { type GatewayCalls, gatewayCallsOf } from "./gatewayCalls";
import { byCodeUnits } from "./order";
import { type GatewayParty, gatewayPartyOf, type Party, partyOf } from "./parties";
import { targetPortsOf } from "./ports";

/** One edge with both of its ends looked up. */
export interface Edge {
    readonly call: Call;
    readonly caller: Party;
    readonly service: Service;
    readonly server: Party;
    /** Ports of the server's pods that the call may use, ascending. */
    readonly targetPorts: readonly number[];
}

/** A way in with both of its ends looked up. */
export interface RouteEdge {
    readonly route: Route;
    readonly publicHost: PublicHost;
    readonly gateway: GatewayParty;
    readonly service: Service;
    readonly server: Party;
    /** Ports of the server's pods that the gateway may use for it, ascending. */
    readonly targetPorts: readonly number[];
}

/** What one workload calls. */
export interface Outbound {
    readonly edges: Edge[];
    readonly stores: Store[];
    readonly externals: External[];
}

/** What one namespace's catalogue file declares, each list sorted by name. */
export interface NamespacePart {
    readonly namespace: GraphNamespace;
    readonly workloads: Workload[];
    readonly services: Service[];
    readonly stores: Store[];
    readonly externals: External[];
}

/**
 * The graph arranged the way objects are derived from it: by namespace, by server and by caller. Edges of
 * callers in a namespace whose stage is `off` are left out: without a proxy a caller has neither an identity
 * that a policy could name nor anything that would read a rule exported to it.
 */
export interface ArrangedGraph {
    readonly parts: readonly NamespacePart[];
    /** By server workload, sorted by caller, then service. */
    readonly inbound: ReadonlyMap<Id, readonly Edge[]>;
    /** By service, sorted by caller. */
    readonly callersOf: ReadonlyMap<Id, readonly Edge[]>;
    /** By caller; absent when it calls nothing. */
    readonly outbound: ReadonlyMap<Id, Outbound>;
    /** Services by the workload that serves them. */
    readonly servedBy: ReadonlyMap<Id, readonly Service[]>;
    readonly storeCallers: ReadonlyMap<string, readonly Workload[]>;
    readonly externalCallers: ReadonlyMap<string, readonly Workload[]>;
    /** Gateways of this stack by name. */
    readonly gateways: ReadonlyMap<string, GatewayParty>;
    /** The one gateway that leads out; absent when calls to hosts outside leave from each sidecar. */
    readonly egressGateway: GatewayParty | undefined;
    /** Ways in by server workload, sorted by public host, then path. */
    readonly routesInto: ReadonlyMap<Id, readonly RouteEdge[]>;
    /** Ways in by service, in the same order. */
    readonly routesTo: ReadonlyMap<Id, readonly RouteEdge[]>;
    /** Ways in by logical name of the public host, in the same order. */
    readonly routesOn: ReadonlyMap<string, readonly RouteEdge[]>;
    /** Experiments by service, sorted by name. */
    readonly experimentsOn: ReadonlyMap<Id, readonly Experiment[]>;
    /** What gateways call beside their routes: authorizers, and what they pass through. */
    readonly gatewayCalls: GatewayCalls;
    readonly platform: Platform;
}

export function arrangeGraph(graph: ServiceGraph, trustDomain: string): ArrangedGraph {
    const parts = partsOf(graph);
    const inbound = new Map<Id, Edge[]>();
    const callersOf = new Map<Id, Edge[]>();
    const outbound = new Map<Id, Outbound>();
    const servedBy = new Map<Id, Service[]>();
    const storeCallers = new Map<string, Workload[]>();
    const externalCallers = new Map<string, Workload[]>();

    for (const part of parts.values()) {
        for (const service of part.services) {
            append(servedBy, service.workload, service);
        }
    }
    const parties = new Map<Id, Party>();
    for (const workload of graph.workloads.values()) {
        parties.set(workload.id, partyOf(workload, trustDomain));
    }
    const meshed = (id: Id): Party | undefined => {
        const party = found(parties, id, "workload");
        const { stage } = found(graph.namespaces, party.workload.namespace, "namespace");
        return stage === "off" ? undefined : party;
    };
    const outboundOf = (id: Id): Outbound => {
        const known = outbound.get(id);
        if (known !== undefined) {
            return known;
        }
        const empty: Outbound = { edges: [], stores: [], externals: [] };
        outbound.set(id, empty);
        return empty;
    };
    const calls = [...graph.calls].sort(
        (left, right) => byCodeUnits(left.from, right.from) || byCodeUnits(left.to, right.to),
    );
    for (const call of calls) {
        const caller = meshed(call.from);
        if (caller === undefined) {
            continue;
        }
        const service = found(graph.services, call.to, "service");
        const server = found(parties, service.workload, "workload");
        const edge: Edge = { call, caller, service, server, targetPorts: targetPortsOf(service, call) };
        append(inbound, service.workload, edge);
        append(callersOf, service.id, edge);
        outboundOf(call.from).edges.push(edge);
    }
    for (const call of graph.storeCalls) {
        const caller = meshed(call.from);
        if (caller !== undefined) {
            const store = found(graph.stores, call.store, "store");
            append(storeCallers, store.name, caller.workload);
            outboundOf(call.from).stores.push(store);
        }
    }
    for (const call of graph.externalCalls) {
        const caller = meshed(call.from);
        if (caller !== undefined) {
            const external = found(graph.externals, call.external, "external");
            append(externalCallers, external.host, caller.workload);
            outboundOf(call.from).externals.push(external);
        }
    }
    for (const each of outbound.values()) {
        each.stores.sort((left, right) => byCodeUnits(left.name, right.name));
        each.externals.sort((left, right) => byCodeUnits(left.host, right.host));
    }
    const gateways = new Map<string, GatewayParty>();
    for (const gateway of graph.platform.gateways.values()) {
        gateways.set(gateway.name, gatewayPartyOf(gateway, trustDomain));
    }
    const routesInto = new Map<Id, RouteEdge[]>();
    const routesTo = new Map<Id, RouteEdge[]>();
    const routesOn = new Map<string, RouteEdge[]>();
    const routes = [...graph.routes].sort(
        (left, right) => byCodeUnits(left.publicHost, right.publicHost) || byCodeUnits(left.path, right.path),
    );
    for (const route of routes) {
        const publicHost = found(graph.platform.publicHosts, route.publicHost, "public host");
        const service = found(graph.services, route.service, "service");
        if (meshed(service.workload) === undefined) {
            continue;
        }
        const edge: RouteEdge = {
            route,
            publicHost,
            gateway: found(gateways, publicHost.gateway, "gateway"),
            service,
            server: found(parties, service.workload, "workload"),
            targetPorts: targetPortsOf(service, route),
        };
        append(routesInto, service.workload, edge);
        append(routesTo, service.id, edge);
        append(routesOn, route.publicHost, edge);
    }
    const experimentsOn = new Map<Id, Experiment[]>();
    for (const each of [...graph.experiments].sort((left, right) => byCodeUnits(left.name, right.name))) {
        append(experimentsOn, each.service, each);
    }
    const egressGateway = [...gateways.values()].find(({ gateway }) => gateway.kind === "egress");
    return {
        parts: [...parts.values()],
        inbound,
        callersOf,
        outbound,
        servedBy,
        storeCallers,
        externalCallers,
        gateways,
        egressGateway,
        routesInto,
        routesTo,
        routesOn,
        experimentsOn,
        gatewayCalls: gatewayCallsOf(graph, gateways),
        platform: graph.platform,
    };
}

function partsOf(graph: ServiceGraph): ReadonlyMap<string, NamespacePart> {
    const parts = new Map<string, NamespacePart>();
    const namespaces = [...graph.namespaces.values()].sort((left, right) =>
        byCodeUnits(left.name, right.name),
    );
    for (const namespace of namespaces) {
        parts.set(namespace.name, { namespace, workloads: [], services: [], stores: [], externals: [] });
    }
    const partOf = (name: string): NamespacePart => found(parts, name, "namespace");
    for (const workload of graph.workloads.values()) {
        partOf(workload.namespace).workloads.push(workload);
    }
    for (const service of graph.services.values()) {
        partOf(service.namespace).services.push(service);
    }
    for (const store of graph.stores.values()) {
        partOf(store.namespace).stores.push(store);
    }
    for (const external of graph.externals.values()) {
        partOf(external.namespace).externals.push(external);
    }
    for (const part of parts.values()) {
        part.workloads.sort((left, right) => byCodeUnits(left.name, right.name));
        part.services.sort((left, right) => byCodeUnits(left.name, right.name));
        part.stores.sort((left, right) => byCodeUnits(left.name, right.name));
        part.externals.sort((left, right) => byCodeUnits(left.host, right.host));
    }
    return parts;
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
    const list = map.get(key);
    if (list === undefined) {
        map.set(key, [value]);
    } else {
        list.push(value);
    }
}

/** A parsed graph refers to nothing that is not in it; that it does is our mistake, not the user's. */
function found<Value>(map: ReadonlyMap<string, Value>, key: string, what: string): Value {
    const value = map.get(key);
    if (value === undefined) {
        throw new Error(`internal error: the graph refers to ${what} "${key}", which is not in it`);
    }
    return value;
}
