import type { Experiment, Id, ServiceGraph } from "./model";

/** Whom an experiment can touch, by the graph alone; every list sorted. */
export interface BlastRadius {
    /** Workloads whose own requests meet the fault. */
    readonly callers: readonly Id[];
    /** Workloads that call those, at any distance, and may see what follows from it. */
    readonly upstream: readonly Id[];
    /** Logical names of public hosts through which the outside may see it. */
    readonly publicHosts: readonly string[];
}

/** A fault travels against the direction of calls: from its service to the callers, and to theirs. */
export function blastRadius(graph: ServiceGraph, { service, callers }: Experiment): BlastRadius {
    const direct = graph.calls
        .filter(({ from, to }) => to === service && (callers.length === 0 || callers.includes(from)))
        .map(({ from }) => from)
        .filter((id) => isMeshed(graph, id));
    const touched = new Set(direct);
    // A set that grows while it is walked: cycles end, because nothing is added twice.
    for (const id of touched) {
        for (const { from, to } of graph.calls) {
            if (graph.services.get(to)?.workload === id) {
                touched.add(from);
            }
        }
    }
    const hosts = graph.routes
        .filter((route) => touched.has(graph.services.get(route.service)?.workload ?? ""))
        .map(({ publicHost }) => publicHost);
    return {
        callers: [...new Set(direct)].sort(),
        upstream: [...touched].filter((id) => !direct.includes(id)).sort(),
        publicHosts: [...new Set(hosts)].sort(),
    };
}

function isMeshed({ namespaces, workloads }: ServiceGraph, id: Id): boolean {
    const namespace = workloads.get(id)?.namespace ?? "";
    return namespaces.get(namespace)?.stage !== "off";
}
