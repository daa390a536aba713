import { expect } from "chai";
import fc from "fast-check";
import { callChanges } from "../../../report/calls/callChanges";
import { touched } from "../../../report/calls/touched";
import { runs } from "../../support/runs";
import { sidePairs } from "../arbitrarySides";
import { evaluatedRelation } from "./evaluatedRelation";

describe("the calls that pass otherwise", () => {
    it("are none exactly where the evaluated access relation of both sides is the same", () => {
        fc.assert(
            fc.property(sidePairs(), ([before, after]) => {
                // Undecided both times on a condition that reads otherwise: the relation is the same as far as anyone can tell.
                const changes = callChanges(before, after).filter(({ kind }) => kind !== "unread");
                const [was, is] = [evaluatedRelation(before, after), evaluatedRelation(after, before)];
                const differing = [...new Set([...was.keys(), ...is.keys()])].filter(
                    (key) => was.get(key) !== is.get(key),
                );
                if (changes.length === 0) {
                    expect(differing).to.deep.equal([]);
                } else {
                    expect(differing, JSON.stringify(changes[0])).to.have.length.above(0);
                }
            }),
            runs(80),
        );
    });

    it("are the same whether everything is asked or only what a change can touch", () => {
        fc.assert(
            fc.property(sidePairs(), ([before, after]) => {
                const everything = { ...touched(before, after), everything: true };
                expect(callChanges(before, after)).to.deep.equal(callChanges(before, after, everything));
            }),
            runs(80),
        );
    });

    it("are those of the way back with the ends of each kind exchanged", () => {
        fc.assert(
            fc.property(sidePairs(), ([before, after]) => {
                const ends = (changes: ReturnType<typeof callChanges>, ...kinds: readonly string[]) =>
                    changes
                        .filter(({ kind }) => kinds.includes(kind))
                        .map(({ way, from, to, host, calls }) => JSON.stringify([way, from, to, host, calls]))
                        .sort();
                const [there, back] = [callChanges(before, after), callChanges(after, before)];
                expect(ends(there, "opened")).to.deep.equal(ends(back, "closed"));
                expect(ends(there, "closed")).to.deep.equal(ends(back, "opened"));
            }),
            runs(30),
        );
    });
});
