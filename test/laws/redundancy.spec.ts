import { expect } from "chai";
import fc from "fast-check";
import { serviceGraphs } from "../support/arbitraryGraphs";
import { runs } from "../support/runs";
import { type DeletionKind, deletionKinds } from "./deletions";
import { derivedMesh } from "./derivedMesh";
import { trials } from "./trials";

describe("nothing derived is redundant", function () {
    this.timeout(900_000);

    it("so that the enforced relation changes with every single deletion from a namespace's policies", () => {
        const tried = new Set<DeletionKind>();
        fc.assert(
            fc.property(serviceGraphs(), (graph) => {
                for (const { deletion, missed } of trials(derivedMesh(graph))) {
                    tried.add(deletion.kind);
                    expect(missed, `somebody misses ${deletion.name}`).to.equal(true);
                }
            }),
            runs(100),
        );
        expect(deletionKinds.filter((kind) => !tried.has(kind))).to.deep.equal([]);
    });
});
