import { enforcementOf, isInjected, type Mesh, type WorkloadRef, workloadsOf } from "../../components/access";
import { derive } from "../../components/derive";
import type { Id, ServiceGraph } from "../../components/graph/model";
import type { Manifest } from "../../components/istio/types";
import { testTarget } from "../support/target";

/** A trust domain that is not Istio's default, so that nothing passes because `cluster.local` stands for it. */
export const target = { ...testTarget, trustDomain: "mesh.example" };
export const mesh: Mesh = { rootNamespace: target.rootNamespace, trustDomain: target.trustDomain };

/** What a graph comes to, and everyone who takes part in it. */
export interface DerivedMesh {
    readonly graph: ServiceGraph;
    readonly platform: readonly Manifest[];
    readonly namespaces: ReadonlyMap<string, readonly Manifest[]>;
    /** Everything that stands in the cluster, the Services teams bring themselves included. */
    readonly objects: readonly Manifest[];
    readonly members: readonly Member[];
}

/** A workload of the graph, or one that runs in a namespace of the graph and is not in it. */
export interface Member {
    readonly ref: WorkloadRef;
    /** Absent on a workload the graph does not know. */
    readonly id?: Id;
}

export function derivedMesh(graph: ServiceGraph): DerivedMesh {
    const { platform, namespaces } = derive(graph, target);
    const derived = [...platform, ...[...namespaces.values()].flat()];
    const objects = [...derived, ...teamServices(graph, derived)];
    return { graph, platform, namespaces, objects, members: membersOf(graph, derived) };
}

export function enforcedBy(objects: readonly Manifest[]): ReturnType<typeof enforcementOf> {
    return enforcementOf(objects, mesh);
}

/** Where the program does not deploy a workload, its team has made the Services the graph declares. */
function teamServices(graph: ServiceGraph, derived: readonly Manifest[]): readonly Manifest[] {
    const present = new Set(
        derived
            .filter((each) => each.kind === "Service")
            .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
    );
    return [...graph.services.values()]
        .filter((service) => !present.has(service.id))
        .map(({ namespace, name, workload, ports }) => ({
            apiVersion: "v1",
            kind: "Service",
            metadata: { namespace, name },
            spec: {
                selector: graph.workloads.get(workload)?.selector,
                ports: ports.map((port) => ({ ...port, appProtocol: port.protocol, protocol: "TCP" })),
            },
        }));
}

/** Workloads the program deploys are read from their pod carriers, the others are what the graph says of them. */
function membersOf(graph: ServiceGraph, derived: readonly Manifest[]): readonly Member[] {
    const carried = new Map(workloadsOf(derived).map((each) => [`${each.namespace}/${each.name}`, each]));
    const labelsOf = new Map(
        derived
            .filter((object) => object.kind === "Namespace")
            .map(({ metadata }) => [metadata.name, metadata.labels ?? {}]),
    );
    const known = [...graph.workloads.values()].map((workload): Member => {
        const { id, namespace, selector, serviceAccount } = workload;
        const injected = isInjected(labelsOf.get(namespace) ?? {}, {});
        const labels = { ...selector, version: "v1" };
        return { id, ref: carried.get(id) ?? { namespace, labels, serviceAccount, injected } };
    });
    const strangers = [...graph.namespaces.keys()].map(
        (namespace): Member => ({
            ref: {
                namespace,
                labels: { app: "stranger" },
                serviceAccount: "stranger",
                injected: isInjected(labelsOf.get(namespace) ?? {}, {}),
            },
        }),
    );
    return [...known, ...strangers];
}

/** The pair that closes a mesh, as it stands while the last namespace leaves `enforced`. */
export const meshWidePair: readonly Manifest[] = [
    {
        apiVersion: "security.istio.io/v1",
        kind: "AuthorizationPolicy",
        metadata: { namespace: mesh.rootNamespace, name: "default-deny" },
        spec: {},
    },
    {
        apiVersion: "security.istio.io/v1",
        kind: "PeerAuthentication",
        metadata: { namespace: mesh.rootNamespace, name: "default" },
        spec: { mtls: { mode: "STRICT" } },
    },
];
