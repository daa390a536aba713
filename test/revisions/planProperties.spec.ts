import { expect } from "chai";
import fc from "fast-check";
import { planRevisions } from "../../components/revisions";
import { revisionStates, today } from "../support/arbitraryRevisions";
import { runs } from "../support/runs";
import { missingAtTheEnd, wrongAlongTheWay } from "./simulation";

const states = runs(10_000);

describe("a plan of revisions, for any stack file and any cluster", () => {
    it("never retires a revision or removes a tag that is used or of which nobody knows, unless a reason holds", () => {
        const seen = { retired: 0, refused: 0 };
        fc.assert(
            fc.property(revisionStates(), ({ declared, observed }) => {
                const { steps, refusals } = planRevisions(declared, observed, { today });
                for (const step of steps) {
                    if (step.kind !== "retire" && step.kind !== "remove-tag") {
                        continue;
                    }
                    seen.retired += 1;
                    const [name, use, seenAs] =
                        step.kind === "retire"
                            ? [step.revision, observed.revisionUse, observed.revisions]
                            : [step.tag, observed.tagUse, observed.tags];
                    const excused = (declared.removals.get(name)?.until ?? "") >= today;
                    expect(excused || use.get(name)?.state === "free", `${step.kind} ${name}`).to.equal(true);
                    expect(seenAs?.get(name)?.foreign, `${name} is of others`).to.not.equal(true);
                }
                seen.refused += refusals.some(({ code }) => code.endsWith("in-use")) ? 1 : 0;
            }),
            states,
        );
        // A generator that never came near the question would prove nothing. About one state in a hundred does, by
        // chance, so half of that is what every run has.
        expect(seen.retired).to.be.greaterThan(states.numRuns / 200);
        expect(seen.refused).to.be.greaterThan(states.numRuns / 200);
    });

    it("never moves a tag or the validator to a control plane that is not there, and never takes CRDs back", () => {
        let moves = 0;
        fc.assert(
            fc.property(revisionStates(), ({ declared, observed }) => {
                const { steps } = planRevisions(declared, observed, { today });
                moves += steps.filter(({ kind }) => kind.startsWith("move")).length;
                expect(wrongAlongTheWay(observed, steps)).to.deep.equal([]);
            }),
            states,
        );
        expect(moves).to.be.greaterThan(states.numRuns / 10);
    });

    it("leads to what is declared, the validator at the default tag's control plane, or refuses as a whole", () => {
        let reached = 0;
        fc.assert(
            fc.property(revisionStates(), ({ declared, observed }) => {
                const { steps, refusals } = planRevisions(declared, observed, { today });
                if (refusals.length > 0) {
                    expect(steps).to.deep.equal([]);
                    expect(refusals.every(({ message }) => message.length > 0)).to.equal(true);
                } else {
                    reached += 1;
                    expect(missingAtTheEnd(declared, observed, steps)).to.deep.equal([]);
                }
            }),
            states,
        );
        expect(reached).to.be.greaterThan(states.numRuns / 50);
    });

    it("restarts of every declared tag those who do not run what it will point to, no more and no fewer", () => {
        let restarts = 0;
        fc.assert(
            fc.property(revisionStates(), ({ declared, observed }) => {
                const { steps, refusals } = planRevisions(declared, observed, { today });
                if (refusals.length > 0) {
                    return;
                }
                const expected = [...declared.tags]
                    .map(([tag, to]) => {
                        const pods = observed.followers?.get(tag)?.filter(({ revision }) => revision !== to);
                        return { kind: "restart" as const, tag, pods: pods?.length ?? 0 };
                    })
                    .filter(({ pods }) => pods > 0)
                    .sort((left, right) => (left.tag < right.tag ? -1 : 1));
                restarts += expected.length;
                expect(steps.filter(({ kind }) => kind === "restart")).to.deep.equal(expected);
            }),
            states,
        );
        expect(restarts).to.be.greaterThan(states.numRuns / 100);
    });

    it("names whatever stands in the way of a removal, each once", () => {
        fc.assert(
            fc.property(revisionStates(), ({ declared, observed }) => {
                const { refusals } = planRevisions(declared, observed, { today });
                const expected = [...(observed.revisions ?? [])]
                    .filter(([name, { foreign }]) => !foreign && !declared.revisions.has(name))
                    .filter(([name]) => observed.revisionUse.get(name)?.state !== "free")
                    .filter(([name]) => (declared.removals.get(name)?.until ?? "") < today)
                    .map(([name]) => name)
                    .sort();
                const named = refusals
                    .filter(({ code }) => /^revision-(in-use|use-unknown)$/.test(code))
                    .map(({ subject }) => subject)
                    .sort();
                expect(named).to.deep.equal(expected);
            }),
            states,
        );
    });
});
