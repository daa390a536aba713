import { expect } from "chai";
import fc from "fast-check";
import { accessAt, difference, isEmpty } from "../../components/access";
import { phaseOf, phases } from "../../components/derive";
import type { ServiceGraph, Stage } from "../../components/graph/model";
import type { Manifest } from "../../components/istio/types";
import { serviceGraphs } from "../support/arbitraryGraphs";
import { graphOf, namespaceOf, partsOf } from "../support/graphs";
import { runs } from "../support/runs";
import { callsOfEdges } from "./declared";
import { derivedMesh, enforcedBy, mesh } from "./derivedMesh";

/** A change the engine makes: an object as it is from then on, or gone. */
interface Step {
    readonly key: string;
    readonly object: Manifest | undefined;
}

const inMesh = fc.constantFrom<Stage>("observed", "audit", "enforced");
const moves = fc.record({
    graph: serviceGraphs({ stage: "enforced" }),
    before: fc.array(inMesh, { minLength: 4, maxLength: 4 }),
    after: fc.array(inMesh, { minLength: 4, maxLength: 4 }),
    order: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
});

describe("a namespace that changes its stage", function () {
    this.timeout(600_000);

    it("never loses a declared call on the way, whichever stage it comes from and goes to", () => {
        fc.assert(
            fc.property(moves, ({ graph, before, after, order }) => {
                const closed = closedOnTheWay(withStages(graph, before), withStages(graph, after), order);
                expect(closed.join("\n")).to.equal("");
            }),
            runs(40),
        );
    });

    it("would lose some on the way back to audit if the passes came together with the ALLOWs", () => {
        const graphs = fc.sample(moves, { numRuns: 40, seed: 7 });
        const lost = graphs.filter(({ graph, order }) => {
            const [from, to] = [withStages(graph, ["enforced"]), withStages(graph, ["audit"])];
            return closedOnTheWay(from, to, order, withoutPasses).length > 0;
        });
        expect(lost).to.have.length.above(3);
    });
});

/** The phases as they would be if passes were ALLOWs like any other. */
function withoutPasses(object: Manifest): number {
    const phase = phaseOf(object);
    return phases.indexOf(phase === "guards" ? "allows" : phase);
}

/** Declared calls that are refused at some moment between the two states. */
function closedOnTheWay(
    before: ServiceGraph,
    after: ServiceGraph,
    order: readonly number[],
    phase: (object: Manifest) => number = (object) => phases.indexOf(phaseOf(object)),
): string[] {
    const [old, young] = [derivedMesh(before), derivedMesh(after)];
    const state = new Map(old.objects.map((object) => [keyOf(object), object]));
    const closed: string[] = [];
    for (const { key, object } of stepsBetween(old.objects, young.objects, order, phase)) {
        if (object === undefined) {
            state.delete(key);
        } else {
            state.set(key, object);
        }
        const enforcement = enforcedBy([...state.values()]);
        for (const server of young.members) {
            const accessOf = accessAt(enforcement, server.ref);
            for (const client of young.members) {
                const missing = difference(callsOfEdges(after, server, client), accessOf(client.ref).certain);
                if (!isEmpty(missing)) {
                    closed.push(`${client.id} to ${server.id} after ${key}`);
                }
            }
        }
    }
    return closed;
}

/**
 * The engine's steps: each phase waits for the one before, within one any order is possible, and what is no longer
 * declared goes last, in the reverse order of its phases.
 */
function stepsBetween(
    before: readonly Manifest[],
    after: readonly Manifest[],
    order: readonly number[],
    phase: (object: Manifest) => number,
): Step[] {
    const judged = (objects: readonly Manifest[]) =>
        objects.filter(({ kind }) => kind === "AuthorizationPolicy" || kind === "PeerAuthentication");
    const kept = new Set(judged(after).map(keyOf));
    const shuffled = (objects: readonly Manifest[], sign: number) =>
        objects
            .map((object, at) => ({
                object,
                // The mesh-wide pair waits for every namespace, and goes before any of them loses something.
                place:
                    sign * (object.metadata.namespace === mesh.rootNamespace ? phases.length : phase(object)),
                lot: order[at % order.length] ?? 0,
            }))
            .sort((left, right) => left.place - right.place || left.lot - right.lot)
            .map(({ object }) => object);
    return [
        ...shuffled(judged(after), 1).map((object) => ({ key: keyOf(object), object })),
        ...shuffled(
            judged(before).filter((object) => !kept.has(keyOf(object))),
            -1,
        ).map((object) => ({ key: keyOf(object), object: undefined })),
    ];
}

function keyOf({ kind, metadata }: Manifest): string {
    return `${kind} ${metadata.namespace}/${metadata.name}`;
}

function withStages(graph: ServiceGraph, stages: readonly Stage[]): ServiceGraph {
    const parts = partsOf(graph);
    return graphOf({
        ...parts,
        namespaces: parts.namespaces.map((each, at) =>
            namespaceOf(each.name, stages[at % stages.length] ?? "enforced", { deploy: each.deploy }),
        ),
    });
}
