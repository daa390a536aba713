import { expect } from "chai";
import fc from "fast-check";
import {
    accessAt,
    type CallSet,
    describeCalls,
    equals,
    includes,
    isEmpty,
    reachableAt,
    type World,
    worldOf,
} from "../../components/access";
import type { ServiceGraph } from "../../components/graph/model";
import { serviceGraphs } from "../support/arbitraryGraphs";
import { runs } from "../support/runs";
import { declaredCalls, stageOf } from "./declared";
import { derivedMesh, type Member, mesh } from "./derivedMesh";
import { shippedGraph } from "./shippedGraph";

describe("what derived objects let through, all layers together", function () {
    this.timeout(600_000);

    it("is at an enforced callee exactly what is declared, and nowhere more than what is enforced", () => {
        fc.assert(
            fc.property(serviceGraphs(), (graph) => {
                expect(differences(graph).join("\n")).to.equal("");
            }),
            runs(100),
        );
    });

    for (const stack of ["dev", "prod"] as const) {
        it(`is that for every pair of the shipped catalogue in ${stack}`, () => {
            expect(differences(shippedGraph(stack)).join("\n")).to.equal("");
        });
    }
});

/** Where what is reachable is not what it has to be, in words. */
function differences(graph: ServiceGraph): readonly string[] {
    const { objects, members } = derivedMesh(graph);
    const world: World = worldOf(objects, mesh);
    const found: string[] = [];
    for (const server of members) {
        const reachOf = reachableAt(world, server.ref);
        const accessOf = accessAt(world.enforcement, server.ref);
        for (const client of members) {
            const reach = reachOf(client.ref);
            const enforced = accessOf(client.ref);
            const pair = `${nameOf(client)} to ${nameOf(server)} (${stageOf(graph, server)})`;
            if (!includes(enforced.possible, reach.possible) || !includes(enforced.certain, reach.certain)) {
                found.push(`${pair}: more is reachable than enforced: ${inWords(reach.possible)}`);
            }
            // Elsewhere an address range of a NetworkPolicy may or may not speak of pods.
            const declared = declaredCalls(graph, server, client);
            const isExact = equals(reach.certain, declared) && equals(reach.possible, declared);
            if (stageOf(graph, server) === "enforced" && !isExact) {
                const words = `declared ${inWords(declared)}, reachable ${inWords(reach.certain)}`;
                found.push(`${pair}: ${words} (${reach.because.join("; ")})`);
            }
        }
    }
    return found;
}

function nameOf({ id, ref }: Member): string {
    return id ?? `${ref.namespace}/${ref.serviceAccount}`;
}

function inWords(calls: CallSet): string {
    return isEmpty(calls) ? "nothing" : describeCalls(calls, "it").join("; ");
}
