import { type Mesh as AccessMesh, isInjected, type NamedWorkload, workloadsOf } from "../components/access";
import type { Gateway } from "../components/graph/platform";
import { gatewayPorts } from "../components/istio/gatewayPorts";
import type { Manifest } from "../components/istio/types";
import type { Mesh } from "../mesh";

/** Everything that stands in the cluster when the stack is up, as far as access depends on it. */
export interface Standing {
    readonly objects: readonly Manifest[];
    /** Sorted by namespace and name; gateways are not among them. */
    readonly workloads: readonly NamedWorkload[];
    readonly gatewayPods: readonly NamedWorkload[];
    readonly mesh: AccessMesh;
}

/**
 * What the stack derives, with what others bring: the Services and pods of workloads that teams deploy themselves,
 * as the catalogue declares them, and those that the gateway chart makes.
 */
export function standingOf({ graph, derived, target }: Pick<Mesh, "graph" | "derived" | "target">): Standing {
    const own = [
        ...derived.platform,
        ...[...derived.namespaces.values()].flat(),
        ...[...derived.gateways.values()].flat(),
    ];
    const gateways = [...graph.platform.gateways.values()];
    const objects = [...own, ...broughtServices(graph, own), ...gateways.map(gatewayService)];
    return {
        objects,
        workloads: workloadsIn(graph, own).sort((left, right) => (idOf(left) < idOf(right) ? -1 : 1)),
        gatewayPods: gateways.map(gatewayWorkload),
        mesh: {
            rootNamespace: target.rootNamespace,
            trustDomain: target.trustDomain,
            clusterDomain: target.clusterDomain,
        },
    };
}

export function idOf({ namespace, name }: Pick<NamedWorkload, "namespace" | "name">): string {
    return `${namespace}/${name}`;
}

function broughtServices(graph: Mesh["graph"], own: readonly Manifest[]): readonly Manifest[] {
    const present = new Set(
        own
            .filter(({ kind }) => kind === "Service")
            .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
    );
    return [...graph.services.values()]
        .filter(({ id }) => !present.has(id))
        .map(({ namespace, name, workload, ports }) => ({
            apiVersion: "v1",
            kind: "Service",
            metadata: { namespace, name },
            spec: {
                selector: graph.workloads.get(workload)?.selector,
                ports: ports.map(({ name: port, port: number, targetPort, protocol }) => ({
                    name: port,
                    port: number,
                    targetPort,
                    appProtocol: protocol,
                })),
            },
        }));
}

/** Pods are read from their carriers where the stack deploys them; others are what the catalogue says of them. */
function workloadsIn(graph: Mesh["graph"], own: readonly Manifest[]): NamedWorkload[] {
    const carried = new Map(workloadsOf(own).map((each) => [idOf(each), each]));
    const labelsOf = new Map(
        own
            .filter(({ kind }) => kind === "Namespace")
            .map(({ metadata }) => [metadata.name, metadata.labels ?? {}]),
    );
    return [...graph.workloads.values()].map(
        ({ id, namespace, name, selector, serviceAccount }) =>
            carried.get(id) ?? {
                kind: "Deployment",
                namespace,
                name,
                labels: selector,
                serviceAccount,
                injected: isInjected(labelsOf.get(namespace) ?? {}, {}),
            },
    );
}

function gatewayService(gateway: Gateway): Manifest {
    return {
        apiVersion: "v1",
        kind: "Service",
        metadata: { namespace: gateway.namespace, name: gateway.name },
        spec: { selector: gateway.selector, ports: gatewayPorts(gateway) },
    };
}

function gatewayWorkload({ namespace, name, selector, serviceAccount }: Gateway): NamedWorkload {
    return { kind: "Deployment", namespace, name, labels: selector, serviceAccount, injected: true };
}
