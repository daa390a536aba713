import { conditionsInWords, covers, type Match } from "./matches";
import type { Routed } from "./routedHosts";

/** Conditions that whoever calls fulfils or not as it likes, so that the calls' own sentences say nothing of them. */
const chosen = /^(headers|withoutHeaders|queryParams|scheme)\b/;

/**
 * Rules that ask more of requests than before, or less, where no other rule takes the rest: Envoy answers what no
 * route of a host takes with 404, it does not fall back to the host's default.
 */
export function askedForMore(was: Routed, is: Routed, stays: (match: Match) => boolean): readonly string[] {
    const narrower = narrowed(was, is, stays).map(({ asked, instead }) =>
        instead === ""
            ? `only requests that match ${asked} are routed now; others get 404`
            : `requests that match ${asked} are routed now, and no longer those that match ${instead}`,
    );
    const wider = narrowed(is, was, stays)
        .filter(({ instead }) => instead === "")
        .map(({ asked }) => `requests are routed whether or not they match ${asked}; others got 404 before`);
    return [...new Set([...narrower, ...wider])].map((each) => `${is.label}: ${each}`);
}

interface Narrowed {
    /** What the narrower side asks for besides, in words. */
    readonly asked: string;
    /** What only the wider side asks for; empty where it is really wider. */
    readonly instead: string;
}

/** Requests that one side takes and the other only where they fulfil more. */
function narrowed(wide: Routed, narrow: Routed, stays: (match: Match) => boolean): readonly Narrowed[] {
    return wide.rules.flatMap(({ matches }) =>
        matches.filter(stays).flatMap((match) => {
            const takers = narrow.rules.flatMap((each) => each.matches);
            return takers.some((each) => covers(each, match, match.port ?? each.port))
                ? []
                : takers
                      .filter((each) => covers(without(each), without(match), match.port ?? each.port))
                      .map((each) => ({ asked: besides(each, match), instead: besides(match, each) }));
        }),
    );
}

function without(match: Match): Match {
    return { ...match, conditions: new Map([...match.conditions].filter(([field]) => !chosen.test(field))) };
}

/** What one asks for and the other does not, in words. */
function besides({ conditions }: Match, other: Match): string {
    const own = [...conditions].filter(
        ([field, value]) => chosen.test(field) && other.conditions.get(field) !== value,
    );
    return conditionsInWords({ conditions: new Map(own) });
}
