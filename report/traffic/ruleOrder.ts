import { isSame } from "../objects/isSame";
import { covers, excludeEachOther, type Match } from "./matches";
import type { Routed, Rule } from "./routedHosts";

interface Placed {
    readonly match: Match;
    readonly rule: Rule;
}

/**
 * Whether two rules that could take the same request and do different things with it changed places. Where one takes
 * everything that the other does, what happens to that is told of as what it does now.
 */
export function isReordered(before: Routed, after: Routed): boolean {
    const [left, right] = [placesOf(before), placesOf(after)];
    const common = [...right.keys()].filter((key) => left.has(key));
    const places = new Map([...left.keys()].map((key, at) => [key, at]));
    const isKept = common.every((key, at) => at === 0 || place(places, common[at - 1]) < place(places, key));
    return (
        !isKept &&
        common.some((key, at) =>
            common.slice(at + 1).some((later) => {
                const [first, second] = [right.get(key), right.get(later)];
                return (
                    place(places, later) < place(places, key) &&
                    first !== undefined &&
                    second !== undefined &&
                    areRivals(first, second)
                );
            }),
        )
    );
}

function place(places: ReadonlyMap<string, number>, key = ""): number {
    return places.get(key) ?? -1;
}

function areRivals(one: Placed, other: Placed): boolean {
    const { match } = one;
    return (
        !excludeEachOther(match, other.match) &&
        !covers(match, other.match, other.match.port) &&
        !covers(other.match, match, match.port) &&
        !isSame([one.rule.settings, one.rule.targets], [other.rule.settings, other.rule.targets])
    );
}

/** The first of each match, by what it says. */
function placesOf({ rules }: Routed): ReadonlyMap<string, Placed> {
    const places = new Map<string, Placed>();
    for (const rule of rules) {
        for (const match of rule.matches) {
            const key = `${match.key} ${match.port ?? ""}`;
            if (!places.has(key)) {
                places.set(key, { match, rule });
            }
        }
    }
    return places;
}
