import fc from "fast-check";
import type { WorkloadRef } from "../../../components/access";
import { derive } from "../../../components/derive";
import type { ServiceGraph } from "../../../components/graph/model";
import type { Manifest } from "../../../components/istio/types";
import { type DerivedMesh, derivedMesh, target } from "../../laws/derivedMesh";
import { serviceGraphs } from "../../support/arbitraryGraphs";
import { withRoutes } from "../../support/arbitraryRoutes";
import { renamed } from "./renamed";

/** A random mesh that lives beside others in one cluster, with the gateways that lead into it. */
export interface SampleMesh extends DerivedMesh {
    /** The mesh's objects and those of its gateways, without what stands in the root namespace. */
    readonly standing: readonly Manifest[];
    readonly gateways: readonly WorkloadRef[];
    readonly hostnames: readonly string[];
}

/** Random graphs, every other one with ways in: each in namespaces of its own. */
export function sampleMeshes(count: number, seed: number): readonly SampleMesh[] {
    const graphs = serviceGraphs().chain((graph) => fc.oneof(fc.constant(graph), withRoutes(graph)));
    return fc.sample(graphs, { numRuns: count, seed }).map((graph: ServiceGraph, at: number) => {
        const own = renamed(graph, `g${at}-`);
        const mesh = derivedMesh(own);
        const ofGateways = [...derive(own, target).gateways.values()].flat();
        return {
            ...mesh,
            standing: [...mesh.objects.filter((each) => !mesh.platform.includes(each)), ...ofGateways],
            gateways: [...own.platform.gateways.values()].map(({ namespace, selector, serviceAccount }) => ({
                namespace,
                labels: selector,
                serviceAccount,
                injected: true,
            })),
            hostnames: [...own.platform.publicHosts.values()].map(({ hostname }) => hostname),
        };
    });
}
