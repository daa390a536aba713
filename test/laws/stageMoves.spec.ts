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
import { derivedMesh, enforcedBy } from "./derivedMesh";
import { statesAfter, stepsBetween } from "./engineSteps";

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
    phase?: (object: Manifest) => number,
): string[] {
    const [old, young] = [derivedMesh(before), derivedMesh(after)];
    const steps = stepsBetween(old.objects, young.objects, order, phase);
    const closed: string[] = [];
    for (const { step, objects } of statesAfter(old.objects, steps)) {
        const enforcement = enforcedBy(objects);
        for (const server of young.members) {
            const accessOf = accessAt(enforcement, server.ref);
            for (const client of young.members) {
                const missing = difference(callsOfEdges(after, server, client), accessOf(client.ref).certain);
                if (!isEmpty(missing)) {
                    closed.push(`${client.id} to ${server.id} after ${step.key}`);
                }
            }
        }
    }
    return closed;
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
