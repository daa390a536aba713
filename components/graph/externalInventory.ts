import type { Id, ServiceGraph } from "./model";

/** One host outside that this stack lets somebody reach. */
export interface AllowedExternal {
    readonly host: string;
    /** The port packets really go to. */
    readonly port: number;
    /** Team or partner that answers for the host. */
    readonly owner: string;
    /** Workloads that may reach it, sorted. */
    readonly callers: readonly Id[];
    /** Name of the gateway calls leave by, or `direct`: then each sidecar goes out by itself. */
    readonly way: string;
    /** Who encrypts: the caller itself, a proxy of the mesh, or nobody. */
    readonly tls: "caller" | "mesh" | "none";
}

/**
 * Every host outside that this stack lets somebody reach, sorted by host (EGR-08). Callers without a proxy are left
 * out: nothing here lets them, or keeps them from it.
 */
export function externalInventory(graph: ServiceGraph): AllowedExternal[] {
    const gateway = [...graph.platform.gateways.values()].find(({ kind }) => kind === "egress");
    const callers = new Map<string, Id[]>();
    for (const { from, external } of graph.externalCalls) {
        const namespace = graph.workloads.get(from)?.namespace ?? "";
        if ((graph.namespaces.get(namespace)?.stage ?? "off") !== "off") {
            callers.set(external, [...(callers.get(external) ?? []), from]);
        }
    }
    return [...graph.externals.values()]
        .flatMap(({ host, port, owner, protocol, originate }): AllowedExternal[] => {
            const known = callers.get(host);
            return known === undefined
                ? []
                : [
                      {
                          host,
                          port: originate?.port ?? port,
                          owner,
                          callers: known.sort(),
                          way: gateway?.name ?? "direct",
                          tls: protocol === "tls" ? "caller" : originate === undefined ? "none" : "mesh",
                      },
                  ];
        })
        .sort((left, right) => (left.host < right.host ? -1 : 1));
}
