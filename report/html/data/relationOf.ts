import { type PairTerms, pairTerms } from "../../../accessReport/pairs";
import { type Ends, endsKey, touches } from "../../calls/relations";
import { type Touched, touched } from "../../calls/touched";
import { worldIn } from "../../calls/worlds";
import type { Side } from "../../side";

/** Everything that passes on both sides, by the ends, and callees so open that their callers are not listed. */
export interface Relations {
    readonly before: ReadonlyMap<string, PairTerms>;
    readonly after: ReadonlyMap<string, PairTerms>;
    readonly openTo: readonly { readonly to: string; readonly because: readonly string[] }[];
}

/** The later side is gone through whole; of the earlier one only what can differ, since the rest is the same. */
export function relationsOf(before: Side, after: Side, where: Touched = touched(before, after)): Relations {
    const isAsked = touches(where);
    const openTo: { to: string; because: readonly string[] }[] = [];
    const is = relation(after, () => true, openTo);
    const was = relation(before, isAsked, []);
    for (const [key, pair] of is) {
        if (!isAsked(pair)) {
            was.set(key, pair);
        }
    }
    return { before: was, after: is, openTo };
}

function relation(
    side: Side,
    isPair: (ends: Ends) => boolean,
    openTo: { to: string; because: readonly string[] }[],
): Map<string, PairTerms> {
    const world = worldIn(side);
    const everyone = { isCaller: () => true, isCallee: () => true, isExact: false, isNarrow: false, isPair };
    const pairs = new Map<string, PairTerms>();
    for (const pair of pairTerms(world, side, everyone, openTo)) {
        pairs.set(endsKey(pair), pair);
    }
    return pairs;
}
