import type { ServiceGraph, Workload } from "../../graph/model";
import { stackCalls } from "./calls";
import { installedWorkloads } from "./installed";
import { stackStores } from "./outside";
import { stackServices } from "./services";

/**
 * The graph with what watches the mesh in it, as if a team had declared it: so each part gets exactly the policy every
 * workload gets. Its pods, Services and accounts are not derived: they are in `components/observability`. The graph
 * itself where nothing watches.
 */
export function withObservability(graph: ServiceGraph, clusterDomain: string): ServiceGraph {
    const { observability } = graph.platform;
    if (observability === undefined) {
        return graph;
    }
    const { namespace, tag } = observability;
    const workloads = installedWorkloads(observability).map(
        (name): Workload => ({
            id: `${namespace}/${name}`,
            namespace,
            name,
            selector: { app: name },
            serviceAccount: name,
        }),
    );
    const services = stackServices(observability, clusterDomain);
    const { stores, storeCalls } = stackStores(observability);
    return {
        ...graph,
        namespaces: new Map([
            ...graph.namespaces,
            [
                namespace,
                {
                    name: namespace,
                    file: "meshwright:observability",
                    owners: ["platform"],
                    stage: "enforced",
                    tag,
                    deploy: false,
                },
            ],
        ]),
        workloads: new Map([...graph.workloads, ...workloads.map((each) => [each.id, each] as const)]),
        services: new Map([...graph.services, ...services.map((each) => [each.id, each] as const)]),
        stores: new Map([...graph.stores, ...stores.map((each) => [each.name, each] as const)]),
        calls: [...graph.calls, ...stackCalls(observability)],
        storeCalls: [...graph.storeCalls, ...storeCalls],
    };
}
