import { anyCall, type CallSet, difference, equals, intersection, noCall, union } from "./callSet";

/**
 * What is known of a set of calls that depends on something we cannot read: it holds at least `certain` and at
 * most `possible`. Known exactly when the two are equal.
 */
export interface Bounds {
    readonly certain: CallSet;
    readonly possible: CallSet;
}

export const nothing: Bounds = { certain: noCall, possible: noCall };
export const everything: Bounds = { certain: anyCall, possible: anyCall };
/** Any set at all. */
export const unknown: Bounds = { certain: noCall, possible: anyCall };

export function exactly(calls: CallSet): Bounds {
    return { certain: calls, possible: calls };
}

export function isExact(bounds: Bounds): boolean {
    return equals(bounds.certain, bounds.possible);
}

export function either(left: Bounds, right: Bounds): Bounds {
    return eachWay(left, right, union);
}

export function both(left: Bounds, right: Bounds): Bounds {
    return eachWay(left, right, intersection);
}

/** Mostly both sets are known exactly, so that what certainly comes of them is all that possibly does. */
function eachWay(left: Bounds, right: Bounds, combine: (left: CallSet, right: CallSet) => CallSet): Bounds {
    const certain = combine(left.certain, right.certain);
    return left.certain === left.possible && right.certain === right.possible
        ? exactly(certain)
        : { certain, possible: combine(left.possible, right.possible) };
}

/** What may be taken away is not certain any more; what is possible loses only what certainly goes. */
export function without(left: Bounds, right: Bounds): Bounds {
    if (left.certain === left.possible && right.certain === right.possible) {
        return exactly(difference(left.certain, right.certain));
    }
    return {
        certain: difference(left.certain, right.possible),
        possible: difference(left.possible, right.certain),
    };
}

/** One of the two holds, and we cannot tell which. */
export function oneOf(left: Bounds, right: Bounds): Bounds {
    return {
        certain: intersection(left.certain, right.certain),
        possible: union(left.possible, right.possible),
    };
}
