import {
    type CallSet,
    type Clause,
    callsOf,
    clausesOf,
    equals,
    intersection,
    isEmpty,
    noCall,
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
    const [little, whole] = kind === "opened" ? [before, after] : [after, before];
    const kept = certainOn(little, everything);
    const clauses = clausesOf(kept ?? noCall);
    // Of "every method but these" no short sentence can be made.
    const isShort = clauses.every(({ methods }) => methods !== undefined);
    const passesAll = equals(certainOn(whole, everything) ?? noCall, everything);
    return isShort && passesAll && kept !== undefined && equals(union(kept, calls), everything)
        ? clauses
        : [];
}

/** What of these calls passes for sure and without more; undefined where some passes only possibly, or with a need. */
function certainOn({ grants, undecided }: ComparedTerms, within: CallSet): CallSet | undefined {
    const there = grants
        .map((grant) => ({ ...grant, calls: intersection(grant.calls, within) }))
        .filter((grant) => !isEmpty(grant.calls));
    return isEmpty(intersection(undecided, within)) && there.every((each) => each.needs.length === 0)
        ? unionOf(there.map((each) => each.calls))
        : undefined;
}
