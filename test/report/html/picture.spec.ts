import { expect } from "chai";
import fc from "fast-check";
import { curveBetween, distanceTo, pointOn } from "../../../report/html/view/curve";
import { hitAt } from "../../../report/html/view/hit";
import { type Box, boundsOf, layoutOf, nodeSize } from "../../../report/html/view/layout";
import type { PageData } from "../../../report/html/view/pageData";
import { ranks } from "../../../report/html/view/ranks";
import { strandsOf } from "../../../report/html/view/strands";
import {
    firstLook,
    fitted,
    fittingHeight,
    inPicture,
    legible,
    panned,
    seen,
    zoomed,
} from "../../../report/html/view/viewport";
import { arbitraryData } from "./arbitraryData";

describe("the picture of a report's page", () => {
    it("ranks callees after their callers, and those in a circle alike", () => {
        const cases = [
            [4, [], [0, 0, 0, 0]],
            [
                4,
                [
                    [0, 1],
                    [1, 2],
                    [0, 2],
                    [2, 3],
                ],
                [0, 1, 2, 3],
            ],
            [
                4,
                [
                    [0, 1],
                    [1, 2],
                    [2, 1],
                    [2, 3],
                ],
                [0, 1, 1, 2],
            ],
            [2, [[0, 0]], [0, 0]],
        ] as const;
        for (const [count, arrows, expected] of cases) {
            expect(ranks(count, arrows)).to.deep.equal(expected);
        }
    });

    it("ranks a chain longer than a stack of calls", () => {
        const arrows = Array.from({ length: 50_000 }, (_, index) => [index, index + 1] as const);
        expect(ranks(50_001, arrows).at(-1)).to.equal(50_000);
    });

    it("gives every node a place of its own inside the box of its namespace, and boxes none in common", () => {
        fc.assert(
            fc.property(arbitraryData, (data) => {
                const { nodes, groups } = laidOut(data);
                expect(nodes.size).to.equal(data.nodes.length);
                const places = [...nodes].map(([number, place]) => {
                    const box = groups.find(({ group }) => group === data.nodes[number]?.group);
                    expect(box !== undefined && isInside({ ...place, ...nodeSize }, box)).to.equal(true);
                    return { ...place, ...nodeSize };
                });
                expect(overlapping(places)).to.deep.equal([]);
                expect(overlapping(groups)).to.deep.equal([]);
            }),
        );
    });

    it("is the same for the same calls in whatever order they are asked for", () => {
        fc.assert(
            fc.property(arbitraryData, (data) => {
                const numbers = [...data.nodes.keys()];
                const edges = data.edges.map(({ from, to }) => [from, to] as const);
                expect(layoutOf(data, [...numbers].reverse(), [...edges].reverse())).to.deep.equal(
                    layoutOf(data, numbers, edges),
                );
            }),
        );
    });

    it("has callers from outside at the left and hosts outside at the right of everything", () => {
        const data: PageData = {
            ...empty,
            groups: [
                { name: "anyone outside", place: "callers outside" },
                { name: "shop", place: "inside" },
                { name: "hosts outside", place: "hosts outside" },
            ],
            nodes: [0, 1, 1, 2].map((group) => ({ name: "x", group, presence: "both" })),
            edges: [],
        };
        const { groups } = layoutOf(data, [0, 1, 2, 3], [[1, 3]]);
        const [outside, inside, hosts] = groups.map(({ x }) => x);
        expect(outside).to.be.lessThan(inside ?? 0);
        expect(inside).to.be.lessThan(hosts ?? 0);
    });

    it("has of many hosts outside several columns, which would be one higher than everything else", () => {
        const group = { name: "hosts outside", place: "hosts outside" as const };
        const nodes = Array.from({ length: 200 }, () => ({ name: "x", group: 0, presence: "both" as const }));
        const { bounds } = laidOut({ ...empty, groups: [group], nodes });
        expect(bounds.width)
            .to.be.greaterThan(bounds.height / 2)
            .and.lessThan(bounds.height * 3);
    });

    it("is hit where its lines and nodes are, and nowhere else", () => {
        const [from, to] = [
            { x: 0, y: 0 },
            { x: 400, y: 200 },
        ];
        const layout = {
            nodes: new Map([
                [0, from],
                [1, to],
            ]),
        };
        const curve = curveBetween(from, to);
        const at = (point: { readonly x: number; readonly y: number }) =>
            hitAt(layout, new Map([[7, curve]]), point, 6);
        expect(at({ x: 5, y: 5 })).to.deep.equal({ node: 0 });
        expect(at({ x: 401, y: 210 })).to.deep.equal({ node: 1 });
        expect(at(pointOn(curve, 0.5))).to.deep.equal({ edge: 7 });
        expect(at({ x: 30, y: 180 })).to.equal(undefined);
        expect(distanceTo(curve, pointOn(curve, 0.3))).to.be.lessThan(1);
    });

    it("keeps what is under the pointer there when it is zoomed, and moves as far as the hand does", () => {
        fc.assert(
            fc.property(
                fc.record({
                    scale: fc.double({ min: 0.05, max: 2, noNaN: true }),
                    left: fc.integer({ min: -999, max: 999 }),
                    top: fc.integer({ min: -999, max: 999 }),
                }),
                fc.double({ min: 0.2, max: 5, noNaN: true }),
                (viewport, factor) => {
                    const at = { x: 120, y: 80 };
                    const [was, is] = [inPicture(viewport, at), inPicture(zoomed(viewport, factor, at), at)];
                    expect(is.x).to.be.closeTo(was.x, 1e-6);
                    expect(is.y).to.be.closeTo(was.y, 1e-6);
                    const moved = inPicture(panned(viewport, 10, 20), { x: 130, y: 100 });
                    expect(moved.x).to.be.closeTo(was.x, 1e-6);
                    expect(moved.y).to.be.closeTo(was.y, 1e-6);
                },
            ),
        );
    });

    it("shows the whole of itself when it is fitted", () => {
        fc.assert(
            fc.property(arbitraryData, (data) => {
                const size = { width: 900, height: 500 };
                const { bounds } = laidOut(data);
                expect(isInside(bounds, seen(fitted(bounds, size), size))).to.equal(true);
            }),
        );
    });

    it("is looked at first as a whole where its names can be read, and else where something changes", () => {
        fc.assert(
            fc.property(
                arbitraryData,
                fc.integer({ min: 200, max: 1400 }),
                fc.nat(24),
                (data, width, node) => {
                    const size = { width, height: 500 };
                    const layout = laidOut(data);
                    const standing = boundsOf(layout, [node % data.nodes.length]);
                    const look = firstLook(layout.bounds, standing, size);
                    const whole = fitted(layout.bounds, size);
                    expect(look).to.deep.equal(
                        whole.scale < legible && standing !== undefined ? fitted(standing, size) : whole,
                    );
                    expect(look.scale).to.be.at.least(Math.min(legible, whole.scale));
                    const place = layout.nodes.get(node % data.nodes.length) ?? { x: 0, y: 0 };
                    expect(isInside({ ...place, ...nodeSize }, seen(look, size))).to.equal(true);
                },
            ),
        );
        expect(boundsOf(laidOut(empty), [])).to.equal(undefined);
    });

    it("is no higher than it has something to show, and as high as it may be where names are too small", () => {
        expect(fittingHeight({ x: 0, y: 0, width: 1000, height: 400 }, 1032)).to.equal(432);
        expect(fittingHeight({ x: 0, y: 0, width: 100, height: 20 }, 1032)).to.equal(220);
        expect(fittingHeight({ x: 0, y: 0, width: 9000, height: 400 }, 1032)).to.equal(undefined);
    });

    it("counts in its strands every call between two namespaces, and none within one", () => {
        fc.assert(
            fc.property(arbitraryData, (data) => {
                const between = data.edges.filter(
                    ({ from, to }) => data.nodes[from]?.group !== data.nodes[to]?.group,
                );
                const strands = strandsOf(data, data.edges.keys());
                expect(strands.reduce((sum, { count }) => sum + count, 0)).to.equal(between.length);
                for (const { from, to } of strands) {
                    expect(
                        between.some(
                            (each) =>
                                data.nodes[each.from]?.group === from && data.nodes[each.to]?.group === to,
                        ),
                    ).to.equal(true);
                }
            }),
        );
    });
});

const empty: PageData = {
    base: "",
    head: "",
    hasCatalogue: false,
    texts: [],
    groups: [],
    nodes: [],
    edges: [],
    terms: [],
    objects: {},
    objectsBefore: {},
    openTo: [],
};

function laidOut(data: PageData) {
    return layoutOf(
        data,
        [...data.nodes.keys()],
        data.edges.map(({ from, to }) => [from, to] as const),
    );
}

function isInside(inner: Box, outer: Box): boolean {
    const slack = 1e-6;
    return (
        inner.x >= outer.x - slack &&
        inner.y >= outer.y - slack &&
        inner.x + inner.width <= outer.x + outer.width + slack &&
        inner.y + inner.height <= outer.y + outer.height + slack
    );
}

function overlapping(boxes: readonly Box[]): readonly (readonly [Box, Box])[] {
    return boxes.flatMap((left, index) =>
        boxes
            .slice(index + 1)
            .filter(
                (right) =>
                    left.x < right.x + right.width &&
                    right.x < left.x + left.width &&
                    left.y < right.y + right.height &&
                    right.y < left.y + left.height,
            )
            .map((right) => [left, right] as const),
    );
}
