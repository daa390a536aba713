import { expect } from "chai";
import fc from "fast-check";
import { callChanges } from "../../../report/calls/callChanges";
import { drawnPairs, neighbours } from "../../../report/calls/neighbours";
import { runs } from "../../support/runs";
import { sidePairs } from "../arbitrarySides";
import { sidesOf } from "../html/openedPage";
import { inCatalog } from "../pairs/pair";
import { areAlike, evaluatedRelation } from "./evaluatedRelation";

describe("the neighbours of changed calls", () => {
    const [before, after] = sidesOf([
        inCatalog(
            "reports",
            "calls:",
            "calls:\n  - { from: nightly, service: shop/cart, operations: [read] }",
        ),
    ]);

    it("are who calls the workloads that change and whom these call, and not what watches the mesh", () => {
        const changes = callChanges(before, after);
        const said = neighbours(after, changes).map(({ way, from, to, host = "" }) =>
            [way, from, to, host].join(" "),
        );
        expect(said).to.deep.equal([
            "mesh reports/nightly money/payments ",
            "mesh shop/cart money/payments ",
            "mesh shop/front shop/cart ",
            "out shop/cart cards.example.com ",
        ]);
    });

    it("are none where nothing changes, or more than a picture can show", () => {
        const [change] = callChanges(before, after);
        expect(neighbours(after, [])).to.deep.equal([]);
        const many = Array.from({ length: drawnPairs + 1 }, (_, index) => ({
            ...change,
            from: `a/${index}`,
        }));
        expect(neighbours(after, many as ReturnType<typeof callChanges>)).to.deep.equal([]);
    });

    it("pass on both sides on the same terms, whatever changes", () => {
        let seen = 0;
        fc.assert(
            fc.property(sidePairs(), ([was, is]) => {
                const around = neighbours(is, callChanges(was, is));
                if (around.length === 0) {
                    return;
                }
                const [old, now] = [evaluatedRelation(was, is), evaluatedRelation(is, was)];
                for (const { way, from, to, host } of around) {
                    const key = ["reach", way, from, to, host].join(" ");
                    const anywhere = ["reach", way, from, "outside", undefined].join(" ");
                    seen += 1;
                    // Who could connect to any host outside could connect to this one.
                    if (way !== "out" || !old.has(anywhere)) {
                        expect(now.has(key)).to.equal(true);
                        expect(areAlike(now.get(key), old.get(key))).to.equal(true);
                    }
                }
            }),
            runs(60),
        );
        expect(seen).to.be.greaterThan(20);
    });
});
