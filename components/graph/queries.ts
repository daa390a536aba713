import type { Call, ExternalCall, Id, Service, ServiceGraph, StoreCall, Workload } from "./model";

/** Answers about a graph, each looked up and not searched; built once from the graph. */
export interface GraphIndex {
    /** Calls to a service, by caller. */
    readonly callsTo: (service: Id) => readonly Call[];
    /** Calls of a workload to services, by callee. */
    readonly callsFrom: (workload: Id) => readonly Call[];
    readonly storeCallsFrom: (workload: Id) => readonly StoreCall[];
    readonly externalCallsFrom: (workload: Id) => readonly ExternalCall[];
    /** Calls to a store, by caller. */
    readonly callsToStore: (store: string) => readonly StoreCall[];
    /** Calls to an external host, by caller. */
    readonly callsToExternal: (host: string) => readonly ExternalCall[];
    /** Services a workload serves, by name; two may share one. */
    readonly servicesOf: (workload: Id) => readonly Service[];
    /** Calls that arrive at a workload, over all its services. */
    readonly callsInto: (workload: Id) => readonly Call[];
    readonly servicesIn: (namespace: string) => readonly Service[];
    readonly workloadsIn: (namespace: string) => readonly Workload[];
}

export function indexGraph(graph: ServiceGraph): GraphIndex {
    const services = [...graph.services.values()];
    const servicesOf = lookup(services, ({ workload }) => workload);
    const callsTo = lookup(graph.calls, ({ to }) => to);
    return {
        callsTo,
        callsFrom: lookup(graph.calls, ({ from }) => from),
        storeCallsFrom: lookup(graph.storeCalls, ({ from }) => from),
        externalCallsFrom: lookup(graph.externalCalls, ({ from }) => from),
        callsToStore: lookup(graph.storeCalls, ({ store }) => store),
        callsToExternal: lookup(graph.externalCalls, ({ external }) => external),
        servicesOf,
        callsInto: (workload) => servicesOf(workload).flatMap(({ id }) => callsTo(id)),
        servicesIn: lookup(services, ({ namespace }) => namespace),
        workloadsIn: lookup([...graph.workloads.values()], ({ namespace }) => namespace),
    };
}

function lookup<Item>(items: readonly Item[], key: (item: Item) => string): (key: string) => readonly Item[] {
    const groups = new Map<string, Item[]>();
    for (const item of items) {
        const group = groups.get(key(item));
        if (group === undefined) {
            groups.set(key(item), [item]);
        } else {
            group.push(item);
        }
    }
    return (wanted) => groups.get(wanted) ?? [];
}
