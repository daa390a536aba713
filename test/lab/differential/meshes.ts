import fc from "fast-check";
import type { ServiceGraph } from "../../../components/graph/model";
import { type DerivedMesh, derivedMesh } from "../../laws/derivedMesh";
import { serviceGraphs } from "../../support/arbitraryGraphs";
import { renamed } from "./renamed";

/** Random graphs that live beside each other in one cluster: each in namespaces of its own. */
export function sampleMeshes(count: number, seed: number): readonly DerivedMesh[] {
    return fc
        .sample(serviceGraphs(), { numRuns: count, seed })
        .map((graph: ServiceGraph, at: number) => derivedMesh(renamed(graph, `g${at}-`)));
}
