import type { Routing, Rule, Target } from "./routedHosts";
import { targetInWords } from "./routedHosts";

/** Which part of the requests goes where, in percent. */
export type Shares = Readonly<Record<string, number>>;

/**
 * Shares of requests that came in on a port. A port of the target says nothing where it is that one, or the target has
 * no other; nor does the weight that a controller writes.
 */
export function sharesOf(
    { targets }: Rule,
    port: number | undefined,
    { known }: Routing,
    isLeft: (target: Target) => boolean,
): Shares {
    const shares: Record<string, number> = {};
    for (const target of targets.filter((each) => !isLeft(each))) {
        const ports = known.get(target.host)?.ports ?? [];
        const isOnly = ports.length === 1 && ports[0]?.number === target.port;
        const says = target.port !== undefined && target.port !== port && !isOnly;
        const name = targetInWords(says ? target : { ...target, port: undefined });
        shares[name] = (shares[name] ?? 0) + target.weight;
    }
    return shares;
}

export function changedShares(before: Shares, after: Shares): string {
    const targets = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    const changed = targets.filter((each) => (before[each] ?? 0) !== (after[each] ?? 0));
    return changed.map((each) => `${each} ${before[each] ?? 0} % → ${after[each] ?? 0} %`).join(", ");
}

export function sharesInWords(shares: Shares): string {
    return Object.entries(shares)
        .map(([target, share]) => `${target} ${share} %`)
        .join(", ");
}
