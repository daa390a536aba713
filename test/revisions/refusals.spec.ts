import { expect } from "chai";
import { both, declaring, plan, seeing } from "./planned";
import { refusedPlans } from "./refusedPlans";

describe("a plan of revisions refuses as a whole, and says what to do about", () => {
    for (const { title, declared, observed = seeing(), refusals } of refusedPlans) {
        it(title, () => {
            const found = plan(declared, observed);
            expect(found.refusals).to.deep.equal(refusals);
            expect(found.steps).to.deep.equal([]);
        });
    }

    it("nothing twice: every code has a case here", () => {
        const codes = new Set(refusedPlans.flatMap((each) => each.refusals.map(({ code }) => code)));
        expect([...codes].sort()).to.deep.equal([
            "cni-skew",
            "crds-would-go-back",
            "default-tag-missing",
            "kubernetes-unsupported",
            "revision-changed",
            "revision-in-use",
            "revision-retired",
            "revision-use-unknown",
            "skew",
            "tag-in-use",
            "tag-use-unknown",
            "target-not-ready",
            "too-many-revisions",
            "unknown-revision",
        ]);
    });

    it("and is silenced by a dated exception where the rule has one", () => {
        const exceptions = (["revision-count", "istio-kubernetes"] as const).map((rule) => ({
            rule,
            reason: "the last move of the old cluster",
            until: "2026-12-24",
        }));
        const declared = declaring({
            revisions: new Map([...both, ["1-31-1-b", { version: "1.31.1" }]]),
            exceptions,
        });
        expect(plan(declared, seeing({ kubernetes: "1.31" })).refusals).to.deep.equal([]);
        const ended = {
            ...declared,
            exceptions: exceptions.map((each) => ({ ...each, until: "2026-11-27" })),
        };
        expect(plan(ended, seeing({ kubernetes: "1.31" })).refusals.map(({ code }) => code)).to.deep.equal([
            "kubernetes-unsupported",
            "kubernetes-unsupported",
            "too-many-revisions",
        ]);
    });
});
