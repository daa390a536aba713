import { expect } from "chai";
import fc from "fast-check";
import { enforcedAccess, equals } from "../../components/access";
import type { Manifest } from "../../components/istio/types";
import { serviceGraphs } from "../support/arbitraryGraphs";
import { runs } from "../support/runs";
import { declaredBy, disagreements } from "./agreement";
import { callsOfEdges } from "./declared";
import { derivedMesh, enforcedBy } from "./derivedMesh";

describe("what derived objects enforce", function () {
    this.timeout(600_000);

    it("is, for every pair of workloads and for plaintext, exactly what the graph declares", () => {
        fc.assert(
            fc.property(serviceGraphs(), (graph) => {
                const { objects, members } = derivedMesh(graph);
                const enforcement = enforcedBy(objects);
                const declared = declaredBy(graph);
                const found = members.flatMap((server) => [
                    ...disagreements(graph, declared, enforcement, server, members),
                ]);
                expect(found.join("\n")).to.equal("");
            }),
            runs(100),
        );
    });

    it("is rehearsed by an audit: its dry runs, once enforced, allow exactly the edges", () => {
        fc.assert(
            fc.property(serviceGraphs({ stage: "audit" }), (graph) => {
                const { objects, members } = derivedMesh(graph);
                const enforcement = enforcedBy(objects.flatMap(promoted));
                for (const server of members) {
                    for (const client of members) {
                        const { certain } = enforcedAccess(enforcement, server.ref, client.ref);
                        const edges = callsOfEdges(graph, server, client);
                        expect(equals(certain, edges), `${client.id} to ${server.id}`).to.equal(true);
                    }
                }
            }),
            runs(100),
        );
    });

    it("is compared on graphs that hold every stage, TCP, jobs and shared workloads", () => {
        const graphs = fc.sample(serviceGraphs(), { numRuns: 100, seed: 1 });
        const services = graphs.flatMap((graph) => [...graph.services.values()]);
        const stages = graphs.flatMap((graph) => [...graph.namespaces.values()].map((each) => each.stage));
        const kinds = graphs.flatMap((graph) =>
            [...graph.workloads.values()].map((workload) => workload.deployment?.kind),
        );
        const shared = graphs.filter(
            ({ services: all }) => new Set([...all.values()].map((each) => each.workload)).size < all.size,
        );
        expect([...new Set(stages)]).to.have.members(["off", "observed", "audit", "enforced"]);
        expect([...new Set(kinds)]).to.include.members(["Deployment", "StatefulSet", "Job", undefined]);
        expect(services.filter((service) => service.operations.length === 0)).to.have.length.above(10);
        expect(shared).to.have.length.above(10);
        expect(graphs.flatMap((graph) => graph.calls)).to.have.length.above(100);
    });
});

/** The object as promotion to `enforced` leaves it: dry runs are enforced, passes are gone. */
function promoted(object: Manifest): readonly Manifest[] {
    const { annotations, labels } = object.metadata;
    if (labels?.["meshwright.io/audit-pass"] === "true") {
        return [];
    }
    return annotations?.["istio.io/dry-run"] === undefined
        ? [object]
        : [{ ...object, metadata: { ...object.metadata, annotations: {} } }];
}
