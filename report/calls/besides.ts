import {
    type Clause,
    callsOf,
    clausesOf,
    equals,
    intersection,
    isEmpty,
    union,
    unionOf,
} from "../../components/access";
import type { ComparedTerms, TermsChange } from "./termsChange";

/**
 * The calls that passed before too, of a change that opens everything else on a port, and that pass still, of one that
 * closes everything else: "may now call anything, before only GET /state" reads better than what is neither. Empty where
 * there are none, or where they and the change are not everything.
 */
export function besides(
    { kind, calls, needs }: TermsChange,
    before: ComparedTerms,
    after: ComparedTerms,
): readonly Clause[] {
    if (needs.length > 0 || (kind !== "opened" && kind !== "closed")) {
        return [];
    }
    const [port, ...otherPorts] = new Set(clausesOf(calls).map((each) => each.port));
    if (port === undefined || otherPorts.length > 0) {
        return [];
    }
    const everything = callsOf({ ports: [port] });
    const { grants, undecided } = kind === "opened" ? before : after;
    const there = grants
        .map((grant) => ({ ...grant, calls: intersection(grant.calls, everything) }))
        .filter((grant) => !isEmpty(grant.calls));
    const isCertain =
        isEmpty(intersection(undecided, everything)) && there.every((each) => each.needs.length === 0);
    const kept = unionOf(there.map((each) => each.calls));
    const clauses = clausesOf(kept);
    // Of "every method but these" no short sentence can be made.
    const isShort = clauses.every(({ methods }) => methods !== undefined);
    return isCertain && isShort && equals(union(kept, calls), everything) ? clauses : [];
}
