import type { Order } from "../engine/stackView";

interface Ordered {
    readonly urn: string;
    readonly dependencies: readonly Ordered[];
}

/**
 * Which resources wait for which, over any number of others between them. What waits to be created is deleted first, so
 * this is the order of both.
 */
export function orderOf(resources: readonly Ordered[]): Order {
    const byUrn = new Map(resources.map((each) => [each.urn, each]));
    const awaited = new Map<string, ReadonlySet<string>>();
    return (later, earlier) => {
        const known = awaited.get(later) ?? reach(later, byUrn);
        awaited.set(later, known);
        return known.has(earlier);
    };
}

function reach(start: string, byUrn: ReadonlyMap<string, Ordered>): ReadonlySet<string> {
    const found = new Set<string>();
    const open = [start];
    for (let urn = open.pop(); urn !== undefined; urn = open.pop()) {
        for (const { urn: next } of byUrn.get(urn)?.dependencies ?? []) {
            if (!found.has(next)) {
                found.add(next);
                open.push(next);
            }
        }
    }
    return found;
}
