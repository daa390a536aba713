import { expect } from "chai";
import fc from "fast-check";
import type { Manifest } from "../../../components/istio/types";
import { callChanges } from "../../../report/calls/callChanges";
import { touched } from "../../../report/calls/touched";
import type { Side } from "../../../report/side";
import { serviceGraphs } from "../../support/arbitraryGraphs";
import { runs } from "../../support/runs";
import { sideOf, sidePairs } from "../arbitrarySides";
import { areAlike, evaluatedRelation } from "./evaluatedRelation";

describe("the calls that pass otherwise", () => {
    it("are none exactly where the evaluated access relation of both sides is the same", () => {
        fc.assert(
            fc.property(sidePairs(), ([before, after]) => {
                // Undecided both times on a condition that reads otherwise: the relation is the same as far as anyone can tell.
                const changes = callChanges(before, after).filter(({ kind }) => kind !== "unread");
                expectBothOrNeither(changes, differing(before, after));
            }),
            runs(80),
        );
    });

    it("are none exactly where it is the same, also where both sides ask for more than an identity", () => {
        const asking = (when: unknown) => (objects: readonly Manifest[]) =>
            objects.map((each) => {
                const { rules = [], ...spec } = (each.spec ?? {}) as { readonly rules?: readonly object[] };
                return each.kind === "AuthorizationPolicy"
                    ? { ...each, spec: { ...spec, rules: rules.map((rule) => ({ ...rule, when })) } }
                    : each;
            });
        const sides = fc
            .tuple(serviceGraphs({ stage: "enforced" }), fc.constantFrom(...asked), fc.constantFrom(...asked))
            .map(([graph, one, two]) => [
                sideOf("before", graph, asking(one)),
                sideOf("after", graph, asking(two)),
            ]);
        fc.assert(
            fc.property(sides, ([before, after]) => {
                const both = [before as Side, after as Side] as const;
                expectBothOrNeither(callChanges(...both), differing(...both));
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

const [address, header] = ["remote.ip", "request.headers[X-Team]"];
/** Conditions of which some are others in other words, and some take in what others do. */
const asked: readonly (readonly object[])[] = [
    [],
    [{ key: address, values: ["0.0.0.0/0", "::/0"] }],
    [{ key: address, values: ["10.0.0.0/8"] }],
    [{ key: address, values: ["10.1.0.0/16", "10.0.0.0/8"] }],
    [{ key: address, values: ["10.1.0.0/16"] }],
    [{ key: address, values: ["10.0.0.0/8", "192.168.0.0/16"] }],
    [{ key: address, notValues: ["10.0.0.0/8"] }],
    [{ key: header, values: ["a"] }],
    [{ key: header.toLowerCase(), values: ["a"] }],
    [{ key: header, values: ["a", "b"] }],
    [{ key: header, values: ["a*"] }],
    [
        { key: header, values: ["a"] },
        { key: address, values: ["10.0.0.0/8"] },
    ],
];

function differing(before: Side, after: Side): readonly string[] {
    const [was, is] = [evaluatedRelation(before, after), evaluatedRelation(after, before)];
    return [...new Set([...was.keys(), ...is.keys()])].filter((key) => !areAlike(was.get(key), is.get(key)));
}

function expectBothOrNeither(changes: ReturnType<typeof callChanges>, differing: readonly string[]): void {
    if (changes.length === 0) {
        expect(differing).to.deep.equal([]);
    } else {
        expect(differing, JSON.stringify(changes[0])).to.have.length.above(0);
    }
}
