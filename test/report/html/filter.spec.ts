import { expect } from "chai";
import fc from "fast-check";
import { mostBesides } from "../../../report/html/view/around";
import {
    edgeSearch,
    effectOf,
    type Filter,
    isShown,
    nodeName,
    placedEdges,
} from "../../../report/html/view/filter";
import { cellKey, matrixOf, mostLines } from "../../../report/html/view/matrixOf";
import { notDrawn } from "../../../report/html/view/notDrawn";
import type { PageData } from "../../../report/html/view/pageData";
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
                const [changed, around, whole] = (["changed", "around", "whole"] as const).map(
                    (extent) => placedEdges(data, { ...everything, extent }).edges,
                ) as [readonly number[], readonly number[], readonly number[]];
                expect(around).to.include.members([...changed]);
                expect(whole).to.deep.equal([...data.edges.keys()]);
            }),
        );
    });

    it("has around what changes every call among its ends, and of the others a few of each and the number of the rest", () => {
        fc.assert(
            fc.property(arbitraryData, (data) => {
                const isChanged = (each: number): boolean => data.edges[each]?.changes !== undefined;
                const numbers = [...data.edges.keys()];
                const ends = new Set(numbers.filter(isChanged).flatMap((each) => endsOf(data.edges[each])));
                const known = (each: number): number =>
                    endsOf(data.edges[each]).filter((end) => ends.has(end)).length;
                const { edges, left } = placedEdges(data, { ...everything, extent: "around" });
                expect(edges).to.include.members(numbers.filter((each) => known(each) === 2));
                expect(edges.filter((each) => known(each) === 0)).to.deep.equal([]);
                expect(edges.length + left).to.equal(numbers.filter((each) => known(each) > 0).length);
                for (const end of ends) {
                    for (const side of ["from", "to"] as const) {
                        const besides = edges.filter(
                            (each) => known(each) === 1 && data.edges[each]?.[side] === end,
                        );
                        expect(besides.length).to.be.at.most(mostBesides);
                    }
                }
            }),
        );
    });

    it("prefers around what changes those to whom few are related over those to whom everybody is", () => {
        const collector = 1;
        const nodes = Array.from({ length: 2 * mostBesides + 4 }, () => ({
            name: "w",
            group: 0,
            presence: "both" as const,
        }));
        const others = [...nodes.keys()].slice(3);
        const edges = [
            { from: 0, to: 2, after: 0, changes: [{ effect: "opens" as const, text: 0, because: [] }] },
            ...[0, ...others].map((from) => ({ from, to: collector, after: 0 })),
            ...others.map((to) => ({ from: 0, to, after: 0 })),
        ];
        const data = { ...blank, nodes, edges };
        const placed = placedEdges(data, { ...everything, extent: "around" });
        const callees = placed.edges.map((each) => edges[each]?.to);
        expect(callees)
            .to.have.length(1 + mostBesides)
            .and.not.to.include(collector);
        expect(placed.left).to.equal(others.length + 1 - mostBesides);
    });

    it("says what it leaves out and how to see it, and nothing where that is nothing", () => {
        expect(notDrawn(0, false)).to.equal("");
        expect(notDrawn(1, false)).to.match(
            /^1 more call of the same workloads, .*; the whole mesh has them\.$/,
        );
        expect(notDrawn(2, true)).to.match(
            /^2 more calls of .*\. From so far a line .* stands for all calls .*; come nearer for each of them\.$/,
        );
    });

    it("has of a namespace every call into it and out of it, and of a sentence only its own", () => {
        fc.assert(
            fc.property(arbitraryData, (data) => {
                const placed = new Set(placedEdges(data, { ...everything, group: 0 }).edges);
                for (const [number, edge] of data.edges.entries()) {
                    const touches = endsOf(edge).some((end) => data.nodes[end]?.group === 0);
                    expect(placed.has(number)).to.equal(touches);
                }
                expect(placedEdges(data, { ...everything, group: 0, only: [0] }).edges).to.deep.equal([0]);
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

const blank: PageData = {
    base: "",
    head: "",
    hasCatalogue: false,
    texts: [""],
    groups: [{ name: "g", place: "inside" }],
    nodes: [],
    edges: [],
    terms: [{ calls: [], possible: [], opaque: [], because: [] }],
    objects: {},
    objectsBefore: {},
    openTo: [],
};

function endsOf(edge: { readonly from: number; readonly to: number } | undefined): readonly number[] {
    return edge === undefined ? [] : [edge.from, edge.to];
}

function byNumber(left: number, right: number): number {
    return left - right;
}
