import { expect } from "chai";
import fc from "fast-check";
import {
    anyCall,
    type CallSet,
    type CallShape,
    callsOf,
    contains,
    difference,
    equals,
    includes,
    intersection,
    isEmpty,
    noCall,
    union,
    unionOf,
} from "../../components/access";
import { runs } from "../support/runs";

/** What shapes below speak of, and one port, method and path that none of them does. */
const ports = [80, 443, 9999];
const methods = ["GET", "POST", "OTHER"];
const paths = ["/", "/a", "/a/b", "/b", "/other"];
const calls = ports.flatMap((port) =>
    methods.flatMap((method) => paths.map((path) => ({ port, method, path }))),
);

const shape: fc.Arbitrary<CallShape> = fc.record(
    {
        ports: fc.subarray([80, 443]),
        methods: fc.subarray(["GET", "POST"]),
        paths: fc.subarray(["/", "/a", "/a/*", "/b*"]),
    },
    { requiredKeys: [] },
);

/** Products of a few shapes by every operation. */
const callSet: fc.Arbitrary<CallSet> = fc
    .tuple(
        shape,
        fc.array(fc.tuple(shape, fc.constantFrom(union, intersection, difference)), { maxLength: 4 }),
    )
    .map(([first, others]) =>
        others.reduce((set, [other, operation]) => operation(set, callsOf(other)), callsOf(first)),
    );

function membersOf(set: CallSet): readonly string[] {
    return calls
        .filter((call) => contains(set, call))
        .map(({ port, method, path }) => `${port} ${method} ${path}`);
}

describe("sets of calls", () => {
    it("hold the calls of both, of either, or of one without the other", () => {
        fc.assert(
            fc.property(callSet, callSet, (left, right) => {
                const inLeft = membersOf(left);
                const inRight = membersOf(right);
                expect(membersOf(union(left, right))).to.have.members([...new Set([...inLeft, ...inRight])]);
                expect(membersOf(intersection(left, right))).to.deep.equal(
                    inLeft.filter((call) => inRight.includes(call)),
                );
                expect(membersOf(difference(left, right))).to.deep.equal(
                    inLeft.filter((call) => !inRight.includes(call)),
                );
            }),
            runs(200),
        );
    });

    it("are equal exactly when neither holds a call the other does not", () => {
        fc.assert(
            fc.property(callSet, callSet, (left, right) => {
                const apart = union(difference(left, right), difference(right, left));
                expect(equals(left, right)).to.equal(isEmpty(apart));
                expect(includes(left, right)).to.equal(isEmpty(difference(right, left)));
                expect(equals(union(left, right), left)).to.equal(includes(left, right));
            }),
            runs(200),
        );
    });

    it("have one form however they are put together", () => {
        fc.assert(
            fc.property(callSet, callSet, callSet, (a, b, c) => {
                expect(union(a, intersection(b, c))).to.deep.equal(intersection(union(a, b), union(a, c)));
                expect(difference(a, union(b, c))).to.deep.equal(
                    intersection(difference(a, b), difference(a, c)),
                );
                expect(union(difference(anyCall, a), a)).to.deep.equal(anyCall);
                expect(intersection(difference(anyCall, a), a)).to.deep.equal(noCall);
            }),
            runs(200),
        );
    });

    it("name nothing where a list is empty, and everything where it is absent", () => {
        expect(isEmpty(callsOf({ ports: [] }))).to.equal(true);
        expect(isEmpty(callsOf({ methods: [] }))).to.equal(true);
        expect(isEmpty(callsOf({ paths: [] }))).to.equal(true);
        expect(equals(callsOf({}), anyCall)).to.equal(true);
        expect(equals(callsOf({ paths: ["*"] }), anyCall)).to.equal(true);
        expect(equals(unionOf([]), noCall)).to.equal(true);
    });

    it("tell a finite list of ports from all ports but some", () => {
        const others = difference(anyCall, callsOf({ ports: [80] }));
        expect(contains(others, { port: 12345, method: "GET", path: "/" })).to.equal(true);
        expect(contains(others, { port: 80, method: "GET", path: "/" })).to.equal(false);
        expect(equals(union(others, callsOf({ ports: [80] })), anyCall)).to.equal(true);
        expect(includes(callsOf({ ports: [80, 443] }), others)).to.equal(false);
    });
});
