import type { Id, Service, ServiceGraph, Workload } from "../../../components/graph/model";
import { graphOf, partsOf } from "../../support/graphs";

/** The same graph with a prefix before every namespace, and before every name that is unique in a mesh. */
export function renamed(graph: ServiceGraph, prefix: string): ServiceGraph {
    const parts = partsOf(graph);
    const moved = <Each extends { readonly namespace: string }>(each: Each): Each => ({
        ...each,
        namespace: prefix + each.namespace,
    });
    const id = (name: Id): Id => prefix + name;
    const workload = (each: Workload): Workload => ({ ...moved(each), id: id(each.id) });
    const service = (each: Service): Service => ({
        ...moved(each),
        id: id(each.id),
        workload: id(each.workload),
        host: each.host.replace(`.${each.namespace}.svc.`, `.${prefix}${each.namespace}.svc.`),
    });
    const host = (name: string, namespace: string): string =>
        name.includes(`.${namespace}.svc.`)
            ? name.replace(`.${namespace}.svc.`, `.${prefix}${namespace}.svc.`)
            : prefix + name;
    const gateways = new Map([...graph.platform.gateways].map(([name, gateway]) => [name, moved(gateway)]));
    const publicHosts = new Map(
        [...graph.platform.publicHosts].map(([name, each]) => [
            name,
            { ...each, hostname: prefix + each.hostname },
        ]),
    );
    return graphOf({
        namespaces: parts.namespaces.map((each) => ({ ...each, name: prefix + each.name })),
        workloads: parts.workloads.map(workload),
        services: parts.services.map(service),
        stores: parts.stores.map((each) => ({
            ...moved(each),
            name: prefix + each.name,
            host: host(each.host, each.namespace),
        })),
        externals: parts.externals.map((each) => ({ ...moved(each), host: prefix + each.host })),
        calls: parts.calls.map((each) => ({ ...each, from: id(each.from), to: id(each.to) })),
        storeCalls: parts.storeCalls.map((each) => ({
            from: id(each.from),
            store: prefix + each.store,
        })),
        externalCalls: parts.externalCalls.map((each) => ({
            from: id(each.from),
            external: prefix + each.external,
        })),
        routes: parts.routes.map((each) => ({ ...moved(each), service: id(each.service) })),
        experiments: parts.experiments.map((each) => ({
            ...moved(each),
            service: id(each.service),
            callers: each.callers.map(id),
        })),
        platform: { ...graph.platform, gateways, publicHosts },
    });
}
