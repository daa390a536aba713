import { expect } from "chai";
import {
    type DeclaredRevisions,
    nextStep,
    type ObservedMesh,
    type Use,
    unobserved,
} from "../../components/revisions";
import { both, bothSeen, declaring, new_, old, plan, pod, pointing, seeing, usedBy } from "./planned";

describe("the next step", () => {
    const advise = (declared: DeclaredRevisions, observed: ObservedMesh) =>
        nextStep(declared, observed, plan(declared, observed));

    it("is to let the cluster be read when it could not be", () => {
        expect(advise(declaring(), unobserved)).to.deep.equal({
            sentence: "The cluster could not be read, so nobody knows what is safe; let it be read first.",
        });
    });

    it("is to look at a control plane that does not answer before anything moves", () => {
        const observed = seeing({
            revisions: new Map([
                [old, { health: "unready", version: "1.30.5", pods: { available: 0, wanted: 1 } }],
            ]),
        });
        expect(advise(declaring(), observed)).to.deep.equal({
            sentence: "The control plane 1-30-5 does not answer; see why before anything moves.",
            command: "kubectl -n istio-system get pods -l app=istiod,istio.io/rev=1-30-5",
        });
    });

    it("is a line that keeps every other tag, in the order of the stack file", () => {
        const tags = [
            ["default", old],
            ["canary", old],
            ["stable", old],
        ] as const;
        const seen = (to: ReadonlyMap<string, string>) => ({
            ...bothSeen,
            tags: new Map([...to].map(([tag, revision]) => [tag, pointing(revision)])),
        });
        const first = declaring({ revisions: both, tags: new Map(tags) });
        expect(advise(first, seen(first.tags)).change).to.equal(
            "meshwright:tags: { default: 1-30-5, canary: 1-31-1, stable: 1-30-5 }",
        );
        const none = declaring({ revisions: both });
        expect(advise(none, seen(none.tags)).change).to.equal(
            "meshwright:tags: { default: 1-30-5, stable: 1-30-5, canary: 1-31-1 }",
        );
        const next = declaring({ revisions: both, tags: new Map([...tags, ["canary", new_]]) });
        expect(advise(next, seen(next.tags)).change).to.equal(
            "meshwright:tags: { default: 1-30-5, canary: 1-31-1, stable: 1-31-1 }",
        );
    });

    it("is istio-cni when every tag is on the newest", () => {
        const tags = new Map([["default", new_]]);
        const observed = {
            ...bothSeen,
            validator: { revision: new_ },
            tags: new Map([["default", pointing(new_)]]),
            cni: { version: "1.30.5" },
        };
        const declared = declaring({ revisions: both, tags, cni: { version: "1.30.5" } });
        expect(advise(declared, observed)).to.deep.equal({
            sentence: "Every tag is on the newest control plane; istio-cni follows, for all nodes at once.",
            change: "meshwright:cni: { version: 1.31.1 }",
        });
    });

    const leaving = (use: Use) => {
        const tags = new Map([["default", new_]]);
        return advise(declaring({ revisions: both, tags, retired: new Set(["1-28-4"]) }), {
            ...bothSeen,
            validator: { revision: new_ },
            tags: new Map([["default", pointing(new_)]]),
            revisionUse: new Map([[old, use]]),
        });
    };

    it("is to retire what nobody uses, and to move or find out about anything else first", () => {
        expect(leaving({ state: "free" })).to.deep.equal({
            sentence: "Nothing uses 1-30-5 any more; retire it, as an update of its own.",
            change: "remove 1-30-5 from meshwright:revisions and write meshwright:retired: [1-28-4, 1-30-5]",
        });
        expect(leaving(usedBy(pod))).to.deep.equal({
            sentence:
                "1-30-5 has no tag and is still used by Pod shop/cart-1; move them, then it can be retired.",
        });
        expect(leaving({ state: "unknown", because: ["pods: forbidden"], by: [] })).to.deep.equal({
            sentence: "1-30-5 has no tag, but whether anything uses it is not known: pods: forbidden.",
        });
    });
});
