import { expect } from "chai";
import fc from "fast-check";
import {
    anyCall,
    type CallSet,
    callsOf,
    describeCalls,
    difference,
    equals,
    type Need,
    noCall,
    union,
    unionOf,
} from "../../../components/access";
import { type ComparedTerms, nothingPasses, termsChanges } from "../../../report/calls/termsChange";
import { runs } from "../../support/runs";

const token: Need = { field: "requestPrincipals", negated: false, values: ["id/*"] };
const role: Need = { field: "request.auth.claims[role]", negated: false, values: ["admin"] };
const eitherRole: Need = { ...role, values: ["admin", "owner"] };
const owner: Need = { ...role, values: ["owner"] };
const anyIssuer: Need = { ...token, values: ["*"] };
const near: Need = { field: "remoteIpBlocks", negated: false, values: ["10.1.0.0/16"] };
const far: Need = { ...near, values: ["10.0.0.0/8", "192.168.0.0/16"] };
const api = callsOf({ paths: ["/api/*"] });
const users = callsOf({ paths: ["/api/users"] });

describe("what becomes of calls between two ends", () => {
    const cases: readonly [
        title: string,
        before: ComparedTerms,
        after: ComparedTerms,
        changes: readonly string[],
    ][] = [
        ["says nothing of what stays", granting([[], api]), granting([[], api]), []],
        ["opens what passed not at all", nothingPasses, granting([[], api]), ["opened /api/*"]],
        [
            "opens only the part that is more",
            granting([[], users]),
            granting([[], api]),
            ["opened /api/* but /api/users"],
        ],
        [
            "closes what passes no longer",
            granting([[], api]),
            granting([[], users]),
            ["closed /api/* but /api/users"],
        ],
        [
            "relaxes what needs no token any more",
            granting([[token], api]),
            granting([[], api]),
            ["relaxed /api/* (needed requestPrincipals)"],
        ],
        [
            "restricts what needs a token now",
            granting([[], api]),
            granting([[token], api]),
            ["restricted /api/* needs requestPrincipals"],
        ],
        [
            "tells each part of what was open as it stands now",
            granting([[], api]),
            granting([[token], users]),
            ["restricted /api/users needs requestPrincipals", "closed /api/* but /api/users"],
        ],
        [
            "says what one token gives way to another as both",
            granting([[token], api]),
            granting([[role], api]),
            ["opened /api/* needs request.auth.claims[role]", "closed /api/* needs requestPrincipals"],
        ],
        [
            "says once what passes with fewer needs",
            nothingPasses,
            granting([[], users], [[token], difference(api, users)]),
            ["opened /api/users", "opened /api/* but /api/users needs requestPrincipals"],
        ],
        ...(
            [
                ["claims", role, eitherRole],
                ["issuers", token, anyIssuer],
                ["addresses", near, far],
                ["what is kept out", { ...far, negated: true }, { ...near, negated: true }],
            ] as const
        ).flatMap(([what, narrow, wide]): typeof cases => [
            [
                `relaxes, and closes nothing, where more of ${what} is enough`,
                granting([[narrow], api]),
                granting([[wide], api]),
                [`relaxed /api/* needs ${wide.field} (needed ${wide.field})`],
            ],
            [
                `restricts, and opens nothing, where less of ${what} is enough`,
                granting([[wide], api]),
                granting([[narrow], api]),
                [`restricted /api/* needs ${wide.field} (needed ${wide.field})`],
            ],
        ]),
        [
            "says nothing of alternatives that stand in one rule instead of two",
            granting([[role], api], [[owner], api]),
            granting([[eitherRole], api]),
            [],
        ],
        [
            "says once what a wider and a narrower need both let through",
            nothingPasses,
            granting([[near], api], [[far], api]),
            ["opened /api/* needs remoteIpBlocks"],
        ],
        ["doubts what only possibly passes now", granting([[], api]), doubting(api), ["doubted /api/*"]],
        ["settles what possibly passed", doubting(api), granting([[], api]), ["settled /api/*"]],
        ["calls possible what was refused", nothingPasses, doubting(api), ["possible /api/*"]],
        ["calls impossible what was possible", doubting(api), nothingPasses, ["impossible /api/*"]],
        [
            "tells of a condition that reads otherwise, since no set of calls does",
            doubting(api, "a"),
            doubting(api, "b"),
            ["unread /api/*"],
        ],
    ];
    for (const [title, before, after, changes] of cases) {
        it(title, () => {
            expect(spoken(before, after)).to.deep.equal(changes);
        });
    }

    it("is nothing exactly where the same passes on the same terms and the same is undecided", () => {
        fc.assert(
            fc.property(pairs(), ([before, after]) => {
                const same = isSame(before, after);
                expect(termsChanges(before, after).length === 0, spoken(before, after).join("\n")).to.equal(
                    same,
                );
                return true;
            }),
            runs(500),
        );
    });

    it("makes of what passed what passes: every change replayed gives the terms after it", () => {
        fc.assert(
            fc.property(pairs(), ([before, after]) => {
                const changes = termsChanges(before, after);
                const of = (...kinds: readonly string[]) =>
                    changes.filter(({ kind }) => kinds.includes(kind));
                for (const needs of needSets) {
                    const gained = of("opened", "relaxed", "settled", "restricted")
                        .filter((each) => meets(needs, each.needs))
                        .map(({ calls }) => calls);
                    const kept = before.grants
                        .filter((grant) => meets(needs, grant.needs))
                        .map((grant) =>
                            of("closed", "restricted", "doubted")
                                .filter((each) => meets(grant.needs, each.needed ?? each.needs))
                                .reduce((left, { calls }) => difference(left, calls), grant.calls),
                        );
                    expectSame(unionOf([...gained, ...kept]), passing(after, needs));
                }
                const lost = unionOf(of("impossible", "settled").map(({ calls }) => calls));
                const doubts = of("possible", "doubted").map(({ calls }) => calls);
                expectSame(unionOf([difference(before.undecided, lost), ...doubts]), after.undecided);
            }),
            runs(500),
        );
    });

    it("reads the other way round backwards", () => {
        const opposite: Readonly<Record<string, string>> = {
            opened: "closed",
            closed: "opened",
            relaxed: "restricted",
            restricted: "relaxed",
            settled: "doubted",
            doubted: "settled",
            possible: "impossible",
            impossible: "possible",
            unread: "unread",
        };
        fc.assert(
            fc.property(pairs(), ([before, after]) => {
                const there = termsChanges(before, after).map(
                    ({ kind, calls }) => `${opposite[kind]} ${pathsOf(calls)}`,
                );
                const back = termsChanges(after, before).map(
                    ({ kind, calls }) => `${kind} ${pathsOf(calls)}`,
                );
                expect([...back].sort()).to.deep.equal([...there].sort());
            }),
            runs(300),
        );
    });
});

function granting(...grants: readonly (readonly [needs: readonly Need[], calls: CallSet])[]): ComparedTerms {
    return { ...nothingPasses, grants: grants.map(([needs, calls]) => ({ needs, calls })) };
}

function doubting(undecided: CallSet, conditions = "a"): ComparedTerms {
    return { grants: [], undecided, conditions };
}

function spoken(before: ComparedTerms, after: ComparedTerms): readonly string[] {
    return termsChanges(before, after).map(({ kind, calls, needs, needed }) =>
        [
            `${kind} ${pathsOf(calls)}`,
            needs.length === 0 ? "" : ` needs ${needs.map(({ field }) => field).join()}`,
            needed === undefined || needed.length === 0
                ? ""
                : ` (needed ${needed.map(({ field }) => field).join()})`,
        ].join(""),
    );
}

function pathsOf(calls: CallSet): string {
    return describeCalls(calls, "it")
        .map((each) => each.replace(/^use any method on (.*) of it$/, "$1"))
        .join("; ");
}

const needSets: readonly (readonly Need[])[] = [
    [],
    [eitherRole],
    [role],
    [token],
    [eitherRole, token],
    [role, token],
];

/** As evaluating policies gives them: a grant has nothing that one with fewer needs has, nor is it undecided. */
function terms(): fc.Arbitrary<ComparedTerms> {
    const parts = fc.constantFrom(
        noCall,
        noCall,
        anyCall,
        api,
        users,
        callsOf({ ports: [8080] }),
        callsOf({ methods: ["GET"], paths: ["/api/*"] }),
        callsOf({ ports: [9090], methods: ["GET", "POST"] }),
    );
    return fc
        .record({
            calls: fc.tuple(...needSets.map(() => parts)),
            doubt: parts,
            conditions: fc.constantFrom("a", "b"),
        })
        .map(({ calls, doubt, conditions }) => {
            const drawn = needSets.map((needs, at) => ({ needs, calls: calls[at] ?? noCall }));
            const grants = drawn
                .map(({ needs, calls: own }) => ({
                    needs,
                    calls: drawn
                        .filter((each) => each.needs !== needs && meets(needs, each.needs))
                        .reduce((left, each) => difference(left, each.calls), own),
                }))
                .filter((each) => !equals(each.calls, noCall));
            const undecided = difference(doubt, unionOf(grants.map((each) => each.calls)));
            return { grants, undecided, conditions: equals(undecided, noCall) ? "" : conditions };
        });
}

function pairs(): fc.Arbitrary<readonly [ComparedTerms, ComparedTerms]> {
    return fc.oneof(
        fc.tuple(terms(), terms()),
        terms().map((each) => [each, { ...each, grants: [...each.grants].reverse() }] as const),
    );
}

function isSame(before: ComparedTerms, after: ComparedTerms): boolean {
    return (
        needSets.every((needs) => equals(passing(before, needs), passing(after, needs))) &&
        equals(before.undecided, after.undecided) &&
        (before.conditions === after.conditions || equals(before.undecided, noCall))
    );
}

function passing({ grants }: ComparedTerms, needs: readonly Need[]): CallSet {
    return grants
        .filter((grant) => meets(needs, grant.needs))
        .map(({ calls }) => calls)
        .reduce(union, noCall);
}

function meets(needs: readonly Need[], wanted: readonly Need[]): boolean {
    return wanted.every((each) => needs.includes(each) || (each === eitherRole && needs.includes(role)));
}

function expectSame(found: CallSet, wanted: CallSet): void {
    expect(equals(found, wanted), `${pathsOf(found)} instead of ${pathsOf(wanted)}`).to.equal(true);
}
