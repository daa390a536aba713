import { expect } from "chai";
import { anonymous, equals, noCall } from "../../components/access";
import { declaredBy, disagreements } from "./agreement";
import { derivedMesh, enforcedBy } from "./derivedMesh";
import { shippedGraph } from "./shippedGraph";
import { trials } from "./trials";

describe("the shipped catalogue", () => {
    for (const stack of ["dev", "prod"] as const) {
        it(`is enforced in ${stack} for every pair of its workloads as it declares`, () => {
            const graph = shippedGraph(stack);
            const { objects, members } = derivedMesh(graph);
            const declared = declaredBy(graph);
            const enforcement = enforcedBy(objects);
            const found = members.flatMap((server) => [
                ...disagreements(graph, declared, enforcement, server, members),
            ]);
            expect(found.join("\n")).to.equal("");
            const open = members.flatMap((server) =>
                members.filter((client) => !equals(declared(server, client), noCall)),
            );
            expect(open).to.have.length.above(20);
            expect(members.some((server) => equals(declared(server, anonymous), noCall))).to.equal(true);
        });

        it(`needs in ${stack} every rule, caller, method, path and port that is derived from it`, () => {
            const all = [...trials(derivedMesh(shippedGraph(stack)))];
            const unmissed = all.filter(({ missed }) => !missed).map(({ deletion }) => deletion.name);
            expect(unmissed).to.deep.equal([]);
            expect(all).to.have.length.above(200);
        });
    }
});
