import { expect } from "chai";
import { compare } from "../../report/compare";
import { readStack } from "../../report/read/stack";
import type { Side } from "../../report/side";
import { withEdits } from "./pairs/applyEdits";
import { inCatalog, inStack } from "./pairs/pair";

describe("a report's first line", () => {
    it("says what opens before what closes, be that as much as it may", () => {
        const observed = inStack(
            "reports: { stage: enforced, deploy: true }",
            'reports: { stage: observed, until: "2027-01-31", deploy: true }',
        );
        const newEdge = inCatalog(
            "reports",
            "calls:",
            "calls:\n  - { from: nightly, service: shop/cart, operations: [read] }",
        );
        const { verdict } = compare(withEdits([observed], sideAt), withEdits([newEdge], sideAt));
        expect(verdict).to.match(
            /^1 pair may call more, 1 workload open to every identity no longer, 1 way out less, /,
        );
    });
});

function sideAt(stack: string): Side {
    const side = readStack(stack, "2026-11-28");
    if (!side.ok) {
        throw new Error(JSON.stringify(side.problems));
    }
    return side.value;
}
