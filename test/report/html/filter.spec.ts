import { expect } from "chai";
import fc from "fast-check";
import {
    edgeSearch,
    effectOf,
    type Filter,
    isShown,
    nodeName,
    placedEdges,
} from "../../../report/html/view/filter";
import { cellKey, matrixOf, mostLines } from "../../../report/html/view/matrixOf";
import { arbitraryData } from "./arbitraryData";

const everything: Filter = {
    query: "",
    effects: new Set(["opens", "closes", "changes"]),
    extent: "whole",
    side: "difference",
};

describe("what a report's page shows", () => {
    it("is more the wider it is asked: what changes, what is around it, the whole mesh", () => {
        fc.assert(
            fc.property(arbitraryData, (data) => {
                const [changed, around, whole] = (["changed", "around", "whole"] as const).map((extent) =>
                    placedEdges(data, { ...everything, extent }),
                );
                expect(around).to.include.members([...(changed ?? [])]);
                expect(whole).to.deep.equal([...data.edges.keys()]);
                const ends = new Set((changed ?? []).flatMap((each) => endsOf(data.edges[each])));
                for (const each of around ?? []) {
                    expect(endsOf(data.edges[each]).every((end) => ends.has(end))).to.equal(true);
                }
            }),
        );
    });

    it("has of a namespace every call into it and out of it, and of a sentence only its own", () => {
        fc.assert(
            fc.property(arbitraryData, (data) => {
                const placed = new Set(placedEdges(data, { ...everything, group: 0 }));
                for (const [number, edge] of data.edges.entries()) {
                    const touches = endsOf(edge).some((end) => data.nodes[end]?.group === 0);
                    expect(placed.has(number)).to.equal(touches);
                }
                expect(placedEdges(data, { ...everything, group: 0, only: [0] })).to.deep.equal([0]);
            }),
        );
    });

    it("has on either side what passes there, and drops a change whose effect is not wanted", () => {
        const opened = {
            from: 0,
            to: 1,
            after: 0,
            changes: [{ effect: "opens" as const, text: 0, because: [] }],
        };
        expect(isShown(opened, { ...everything, side: "before" })).to.equal(false);
        expect(isShown(opened, { ...everything, side: "after" })).to.equal(true);
        expect(isShown(opened, everything)).to.equal(true);
        expect(isShown(opened, { ...everything, effects: new Set(["closes"]) })).to.equal(false);
        expect(
            isShown({ from: 0, to: 1, before: 0, after: 0 }, { ...everything, effects: new Set() }),
        ).to.equal(true);
    });

    it("counts what both opens and closes as opening, which a reviewer must not miss", () => {
        const change = { text: 0, because: [] };
        const both = [
            { effect: "closes" as const, ...change },
            { effect: "opens" as const, ...change },
        ];
        expect(effectOf({ from: 0, to: 1, changes: both })).to.equal("opens");
        expect(effectOf({ from: 0, to: 1 })).to.equal(undefined);
    });

    it("is found by all of the words, in ends and calls, however they are written", () => {
        fc.assert(
            fc.property(arbitraryData, (data) => {
                const search = edgeSearch(data);
                for (const [number, { from, to, before, after }] of data.edges.entries()) {
                    const names = `${nodeName(data, from)} ${nodeName(data, to)}`;
                    expect(search(names.toUpperCase())(number)).to.equal(true);
                    expect(search(`${names} get`)(number)).to.equal(
                        before !== undefined ||
                            after !== undefined ||
                            data.edges[number]?.changes !== undefined,
                    );
                    expect(search(`${names} nowhere`)(number)).to.equal(false);
                }
            }),
        );
    });

    it("has every call in one cell of its matrix, with its effect", () => {
        fc.assert(
            fc.property(arbitraryData, (data) => {
                const { cells, isByGroup } = matrixOf(data, [...data.edges.keys()]);
                expect(isByGroup).to.equal(false);
                expect([...cells.values()].flatMap(({ edges }) => edges).sort(byNumber)).to.deep.equal([
                    ...data.edges.keys(),
                ]);
                for (const edge of data.edges) {
                    const effect = effectOf(edge);
                    const cell = cells.get(cellKey(edge.from, edge.to));
                    expect(effect === undefined ? 1 : cell?.effects[effect]).to.be.greaterThan(0);
                }
            }),
        );
    });

    it("counts by namespace what would have too many lines", () => {
        fc.assert(
            fc.property(arbitraryData, (data) => {
                const callees = mostLines + 1;
                const nodes = Array.from({ length: callees + 1 }, (_, index) => ({
                    name: `w${index}`,
                    group: index === 0 ? 0 : data.groups.length - 1,
                    presence: "both" as const,
                }));
                const edges = nodes.slice(1).map((_, index) => ({ from: 0, to: index + 1, after: 0 }));
                const { rows, columns, cells } = matrixOf({ ...data, nodes, edges }, [...edges.keys()]);
                expect(rows.map(({ name }) => name)).to.deep.equal(["g0"]);
                expect(columns.map(({ name }) => name)).to.deep.equal([`g${data.groups.length - 1}`]);
                expect([...cells.values()].map((cell) => cell.edges.length)).to.deep.equal([callees]);
            }),
        );
    });
});

function endsOf(edge: { readonly from: number; readonly to: number } | undefined): readonly number[] {
    return edge === undefined ? [] : [edge.from, edge.to];
}

function byNumber(left: number, right: number): number {
    return left - right;
}
