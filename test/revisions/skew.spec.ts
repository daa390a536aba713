import { expect } from "chai";
import fc from "fast-check";
import { skews } from "../../components/revisions";

const revisions = (...versions: readonly string[]) =>
    new Map(
        versions.map((version, at) => [
            `${version.replaceAll(".", "-")}${at === 0 ? "" : `-${at}`}`,
            { version },
        ]),
    );

const rules = (versions: readonly string[], cni?: string) =>
    skews({
        revisions: revisions(...versions),
        ...(cni === undefined ? {} : { cni: { version: cni } }),
    }).map(({ rule }) => rule);

describe("versions beside each other", () => {
    const table: readonly (readonly [string, readonly string[], string | undefined, readonly string[]])[] = [
        ["nothing", [], undefined, []],
        ["one", ["1.31.1"], undefined, []],
        ["two of one version", ["1.31.1", "1.31.1"], undefined, []],
        ["two minors apart", ["1.31.1", "1.29.9"], undefined, []],
        ["three minors apart", ["1.28.3", "1.31.1"], undefined, ["revision-skew"]],
        ["two majors", ["1.31.1", "2.0.0"], undefined, ["revision-skew"]],
        ["three", ["1.30.5", "1.30.6", "1.31.1"], undefined, ["revision-count"]],
        ["three, far apart", ["1.28.3", "1.30.6", "1.31.1"], undefined, ["revision-count", "revision-skew"]],
        ["one beside its own cni", ["1.31.1"], "1.31.1", []],
        ["one beside the cni it comes from", ["1.31.1"], "1.30.5", []],
        ["one beside an older patch of its cni", ["1.31.1"], "1.31.0", []],
        ["one beside a newer patch", ["1.31.1"], "1.31.2", ["cni-skew"]],
        ["one beside a cni two minors behind", ["1.31.1"], "1.29.9", ["cni-skew"]],
        ["an upgrade before its cni", ["1.30.5", "1.31.1"], "1.30.5", []],
        ["an upgrade after its cni", ["1.30.5", "1.31.1"], "1.31.1", []],
        ["two minors apart with a cni between", ["1.29.9", "1.31.1"], "1.30.5", ["revision-skew"]],
        [
            "two minors apart with a cni at one end",
            ["1.29.9", "1.31.1"],
            "1.31.1",
            ["revision-skew", "cni-skew"],
        ],
        ["a cni alone, on its way out or in", [], "1.31.1", []],
    ];
    for (const [what, versions, cni, expected] of table) {
        it(`are judged: ${what}`, () => {
            expect(rules(versions, cni)).to.deep.equal(expected);
        });
    }

    it("are told with the revision to change", () => {
        const found = skews({ revisions: revisions("1.29.9", "1.31.1"), cni: { version: "1.31.1" } });
        expect(found).to.deep.equal([
            {
                rule: "revision-skew",
                revision: "1-31-1-1",
                message:
                    "1-31-1-1 is 2 minors ahead of 1-29-9, and with istio-cni, which has no canary, live revisions may be one minor apart; move by way of a minor between them",
            },
            {
                rule: "cni-skew",
                revision: "1-29-9",
                message:
                    "istio-cni 1.31.1 is 2 minors from the revision 1-29-9, and it works with one minor at most; move it to a version between them",
            },
        ]);
    });

    it("do not depend on the order they are written in, and without istio-cni are never judged harder", () => {
        const version = fc
            .tuple(fc.integer({ min: 28, max: 33 }), fc.integer({ min: 0, max: 9 }))
            .map(([minor, patch]) => `1.${minor}.${patch}`);
        fc.assert(
            fc.property(fc.uniqueArray(version, { maxLength: 3 }), version, (versions, cni) => {
                const declared = { revisions: revisions(...versions), cni: { version: cni } };
                const reversed = { ...declared, revisions: new Map([...declared.revisions].reverse()) };
                const messages = (all: ReturnType<typeof skews>) =>
                    all.filter(({ rule }) => rule !== "revision-count").map(({ message }) => message);
                expect(messages(skews(reversed))).to.deep.equal(messages(skews(declared)));
                const without = skews({ revisions: declared.revisions }).map(({ rule }) => rule);
                expect(skews(declared).map(({ rule }) => rule)).to.include.members(without);
            }),
        );
    });
});
