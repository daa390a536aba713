import { expect } from "chai";
import fc from "fast-check";
import { serviceGraphs } from "../support/arbitraryGraphs";
import { withRoutes } from "../support/arbitraryRoutes";
import { runs } from "../support/runs";
import { declaredBy, disagreements } from "./agreement";
import { derivedMesh, enforcedBy } from "./derivedMesh";

describe("routes from outside", function () {
    this.timeout(600_000);

    it("open nothing to any workload of the mesh, nor to plaintext, whatever the routes are", () => {
        fc.assert(
            fc.property(serviceGraphs().chain(withRoutes), (graph) => {
                const { objects, members } = derivedMesh(graph);
                const enforcement = enforcedBy(objects);
                const declared = declaredBy(graph);
                const found = members.flatMap((server) => [
                    ...disagreements(graph, declared, enforcement, server, members),
                ]);
                expect(found.join("\n")).to.equal("");
            }),
            runs(40),
        );
    });

    it("change nothing in a namespace without a route", () => {
        fc.assert(
            fc.property(serviceGraphs().chain(withRoutes), (graph) => {
                const without = derivedMesh({ ...graph, routes: [] });
                const routed = derivedMesh(graph);
                const touched = new Set(graph.routes.map(({ namespace }) => namespace));
                for (const name of graph.namespaces.keys()) {
                    if (!touched.has(name)) {
                        expect(routed.namespaces.get(name)).to.deep.equal(without.namespaces.get(name));
                    }
                }
            }),
            runs(40),
        );
    });
});
