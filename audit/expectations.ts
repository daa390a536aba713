import { type ArrangedGraph, arrangeGraph } from "../components/derive/arrangedGraph";
import { operationNamed } from "../components/derive/ports";
import { holds, openedBy } from "../components/derive/routePaths";
import type { Id, Operation, Service, ServiceGraph } from "../components/graph";

/** A declared way into an audited workload, with what a call on it looks like in the log. */
export interface DeclaredEdge {
    /** The caller as the graph calls it: a workload's id, or `gateway <name>`. */
    readonly from: string;
    /** Service id. */
    readonly to: Id;
    /** Identity of the caller. */
    readonly principal: string;
    readonly ports: ReadonlySet<number>;
    /** Empty where the whole port is open. */
    readonly operations: readonly DeclaredOperation[];
}

export interface DeclaredOperation {
    readonly name: string;
    readonly matches: (method: string, path: string) => boolean;
}

export interface Expectations {
    /** Audited workloads by identity. */
    readonly workloads: ReadonlyMap<string, { readonly id: Id; readonly edges: readonly DeclaredEdge[] }>;
    /** What the graph calls an identity: a workload's id, or `gateway <name>`. */
    readonly nameOf: (identity: string) => string | undefined;
}

/** What should be seen while the namespaces of a graph that are at stage `audit` are audited. */
export function expectationsOf(graph: ServiceGraph, trustDomain: string): Expectations {
    const arranged = arrangeGraph(graph, trustDomain);
    const names = new Map<string, string>();
    const workloads = new Map<string, { id: Id; edges: DeclaredEdge[] }>();
    for (const { namespace, name, serviceAccount, id } of graph.workloads.values()) {
        const identity = `${trustDomain}/ns/${namespace}/sa/${serviceAccount}`;
        names.set(identity, `${namespace}/${name}`);
        if (graph.namespaces.get(namespace)?.stage === "audit") {
            workloads.set(identity, { id, edges: edgesInto(id, arranged) });
        }
    }
    for (const { principal, gateway } of arranged.gateways.values()) {
        names.set(principal, `gateway ${gateway.name}`);
    }
    return { workloads, nameOf: (identity) => names.get(identity) };
}

function edgesInto(workload: Id, arranged: ArrangedGraph): DeclaredEdge[] {
    const calls = (arranged.inbound.get(workload) ?? []).map(
        ({ caller, service, targetPorts, call }): DeclaredEdge => ({
            from: caller.workload.id,
            to: service.id,
            principal: caller.principal,
            ports: new Set(targetPorts),
            operations: call.operations.map((name) => declared(operationNamed(service, name))),
        }),
    );
    const routes = (arranged.routesInto.get(workload) ?? []).map((edge): DeclaredEdge => {
        const { gateway, service, targetPorts, route } = edge;
        return {
            from: `gateway ${gateway.gateway.name} (${route.publicHost} ${route.path})`,
            to: service.id,
            principal: gateway.principal,
            ports: new Set(targetPorts),
            operations: openedBy(edge, arranged).map(({ operation, paths, notPaths }) =>
                declared(operation, paths, notPaths),
            ),
        };
    });
    const own = (arranged.gatewayCalls.into.get(workload) ?? []).map(
        ({ gateway, service, targetPort, purpose }): DeclaredEdge => ({
            from: `gateway ${gateway.gateway.name} (${purpose.kind})`,
            to: service.id,
            principal: gateway.principal,
            ports: new Set([targetPort]),
            operations: [],
        }),
    );
    return [...calls, ...routes, ...own];
}

function declared(
    { name, methods, paths: own }: Operation,
    paths: Service["operations"][number]["paths"] = own,
    notPaths: readonly string[] = [],
): DeclaredOperation {
    const matches = (method: string, path: string) =>
        methods.includes(method) &&
        paths.some((each) => holds(each, path)) &&
        !notPaths.some((each) => holds(each, path));
    return { name, matches };
}
