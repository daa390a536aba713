import fc from "fast-check";
import { derive } from "../../components/derive";
import type { ServiceGraph } from "../../components/graph/model";
import type { Manifest } from "../../components/istio/types";
import { factsOf } from "../../report/factsOf";
import type { Side } from "../../report/side";
import { routedGraphs } from "../laws/routedGraphs";
import { reordered, serviceGraphs } from "../support/arbitraryGraphs";
import { testTarget } from "../support/target";
import { type Edit, edits } from "./edits";

/** A trust domain that is not Istio's default, so that nothing passes because `cluster.local` stands for it. */
const target = { ...testTarget, trustDomain: "mesh.example" };

/** What a graph comes to, with some objects edited by hand. */
export function sideOf(name: string, graph: ServiceGraph, edit: Edit = (objects) => objects): Side {
    const derived = derive(graph, target);
    const platform = edit([
        ...derived.platform,
        ...[...derived.gateways.values()].flat(),
        ...[...derived.namespaces.values()].flat(),
    ]);
    const edited = { ...derived, platform, gateways: new Map(), namespaces: new Map() };
    const settings = {
        revisions: new Map(),
        tags: new Map(),
        scope: { kind: "all" },
        charts: { kind: "repository", url: "oci://charts.example.com" },
        retired: new Set(),
        removals: new Map(),
        exceptions: [],
        rollout: { namespaces: new Map() },
    } as unknown as Parameters<typeof factsOf>[0]["settings"];
    return { name, objects: platform, ...factsOf({ graph, derived: edited, target, settings }) };
}

/** Two sides that have something to do with each other, the way changes come: edits, another graph, or both. */
export function sidePairs(): fc.Arbitrary<readonly [Side, Side]> {
    // Mostly enforced, where every layer decides.
    const graphs = fc.oneof(serviceGraphs(), routedGraphs(), {
        weight: 3,
        arbitrary: serviceGraphs({ stage: "enforced" }),
    });
    return fc.oneof(
        graphs.chain((graph) =>
            fc.tuple(edits(1), edits(2)).map(([one, two]) => pairOf(graph, graph, one, two)),
        ),
        graphs.chain((graph) =>
            fc
                .tuple(edits(2), edits(1))
                .map(([shared, own]) => pairOf(graph, graph, shared, (objects) => own(shared(objects)))),
        ),
        graphs.chain((graph) => edits(1).map((edit) => pairOf(graph, graph, (objects) => objects, edit))),
        graphs.chain((graph) =>
            fc.tuple(reordered(graph), edits(1)).map(([other, edit]) => pairOf(graph, other, edit, edit)),
        ),
        fc.tuple(graphs, graphs).map(([one, two]) =>
            pairOf(
                one,
                two,
                (objects) => objects,
                (objects) => objects,
            ),
        ),
    );
}

function pairOf(before: ServiceGraph, after: ServiceGraph, one: Edit, two: Edit): readonly [Side, Side] {
    return [sideOf("before", before, one), sideOf("after", after, two)];
}

export function objectsOf({ objects, brought }: Side): readonly Manifest[] {
    return [...objects, ...brought];
}
