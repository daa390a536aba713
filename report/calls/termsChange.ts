import {
    authorizerField,
    type CallSet,
    difference,
    equals,
    type Grant,
    implies,
    intersection,
    isEmpty,
    type Need,
    noCall,
    type Terms,
    unionOf,
} from "../../components/access";

/** What became of calls between one pair: a part of what may be called, and how it stood and stands. */
export interface TermsChange {
    /**
     * `opened`: refused before, passes now. `closed`: the other way round. `relaxed`, `restricted`: passes on fewer or
     * on more needs than before. `doubted`: passed certainly, now only possibly. `settled`: only possibly, now
     * certainly. `possible`, `impossible`: refused before and now possibly passing, and the other way round.
     * `unread`: possibly both before and now, by a condition that reads differently.
     */
    readonly kind:
        | "opened"
        | "closed"
        | "relaxed"
        | "restricted"
        | "doubted"
        | "settled"
        | "possible"
        | "impossible"
        | "unread";
    readonly calls: CallSet;
    /** On what terms they pass now; of `closed`, on what terms they did. */
    readonly needs: readonly Need[];
    /** Of `relaxed` and `restricted`: on what terms they passed before. */
    readonly needed?: readonly Need[];
}

/** As terms are compared: what is undecided goes with what decides it, since no set of calls tells that. */
export interface ComparedTerms extends Pick<Terms<unknown>, "grants" | "undecided"> {
    /** Text that is the same exactly where the undecided conditions are. */
    readonly conditions: string;
}

export const nothingPasses: ComparedTerms = { grants: [], undecided: noCall, conditions: "" };

/** What changes; nothing exactly when the same calls pass on the same terms, and the same is undecided. */
export function termsChanges(before: ComparedTerms, after: ComparedTerms): readonly TermsChange[] {
    if (isAlike(before, after)) {
        return [];
    }
    const opened = oneWay(before, after, { part: "relaxed", doubt: "settled", whole: "opened" });
    const closed = oneWay(after, before, { part: "restricted", doubt: "doubted", whole: "closed" });
    return [...opened, ...closed, ...doubts(before, after)].filter(({ calls }) => !isEmpty(calls));
}

/** Whether both stand as the same, which most do, and which is told without taking sets of calls apart. */
function isAlike(before: ComparedTerms, after: ComparedTerms): boolean {
    return (
        before.grants.length === after.grants.length &&
        before.grants.every((grant, at) => isSameGrant(grant, after.grants[at])) &&
        equals(before.undecided, after.undecided) &&
        (before.conditions === after.conditions || isEmpty(after.undecided))
    );
}

function isSameGrant(grant: Grant, other: Grant | undefined): boolean {
    return (
        other !== undefined &&
        equals(grant.calls, other.calls) &&
        covers(grant.needs, other.needs) &&
        covers(other.needs, grant.needs)
    );
}

interface Names {
    readonly part: "relaxed" | "restricted";
    readonly doubt: "settled" | "doubted";
    readonly whole: "opened" | "closed";
}

/** What passes in `there` and not in `here`, on the fewest needs it takes; read backwards, what is lost. */
function oneWay(here: ComparedTerms, there: ComparedTerms, names: Names): TermsChange[] {
    const changes: TermsChange[] = [];
    const told: { readonly needs: readonly Need[]; readonly calls: CallSet }[] = [];
    for (const { needs } of fewestFirst(there.grants)) {
        const already = unionOf(told.filter((each) => covers(needs, each.needs)).map(({ calls }) => calls));
        const more = difference(difference(passing(there, needs), passing(here, needs)), already);
        if (isEmpty(more)) {
            continue;
        }
        told.push({ needs, calls: more });
        let left = more;
        for (const grant of here.grants.filter((each) => covers(each.needs, needs))) {
            // What several kinds of requests may is told of each of them.
            const calls = intersection(more, grant.calls);
            left = difference(left, calls);
            changes.push(
                names.part === "relaxed"
                    ? { kind: "relaxed", calls, needs, needed: grant.needs }
                    : { kind: "restricted", calls, needs: grant.needs, needed: needs },
            );
        }
        changes.push({ kind: names.doubt, calls: intersection(left, here.undecided), needs });
        changes.push({ kind: names.whole, calls: difference(left, here.undecided), needs });
    }
    return changes;
}

/** What asks for less, in number or in what it takes for enough, before what asks for more. */
function fewestFirst(grants: readonly Grant[]): readonly Grant[] {
    return grants
        .map((grant) => ({ grant, rank: grants.filter(({ needs }) => covers(grant.needs, needs)).length }))
        .sort((left, right) => left.rank - right.rank || left.grant.needs.length - right.grant.needs.length)
        .map(({ grant }) => grant);
}

/** What no certain call tells of already. */
function doubts(before: ComparedTerms, after: ComparedTerms): TermsChange[] {
    const certain = (terms: ComparedTerms): CallSet => unionOf(terms.grants.map(({ calls }) => calls));
    const possible = difference(difference(after.undecided, before.undecided), certain(before));
    const impossible = difference(difference(before.undecided, after.undecided), certain(after));
    const both = intersection(before.undecided, after.undecided);
    return [
        { kind: "possible", calls: possible, needs: [] },
        { kind: "impossible", calls: impossible, needs: [] },
        { kind: "unread", calls: before.conditions === after.conditions ? noCall : both, needs: [] },
    ];
}

/** Everything that certainly passes when a request meets all of the needs, by whichever of their values it does. */
function passing({ grants }: ComparedTerms, needs: readonly Need[]): CallSet {
    return alternatives(needs)
        .map((each) => unionOf(grants.filter((grant) => covers(each, grant.needs)).map(({ calls }) => calls)))
        .reduce(intersection);
}

/** Beyond so many ways to meet needs of several values each, they are taken as a whole. */
const most = 1_000;

/** The needs once for each way to meet them: one of `a` or `b` is met by `a`, and by `b`. */
function alternatives(needs: readonly Need[]): readonly (readonly Need[])[] {
    const each = needs.map((need) =>
        need.negated || need.field === authorizerField
            ? [need]
            : need.values.map((value) => ({ ...need, values: [value] })),
    );
    const count = each.reduce((product, { length }) => product * length, 1);
    return count > most
        ? [needs]
        : each.reduce<readonly (readonly Need[])[]>(
              (ways, values) => ways.flatMap((way) => values.map((value) => [...way, value])),
              [[]],
          );
}

/** Whether whoever meets the needs meets the others too. */
function covers(needs: readonly Need[], others: readonly Need[]): boolean {
    return others.every((other) => implies(needs, other));
}
