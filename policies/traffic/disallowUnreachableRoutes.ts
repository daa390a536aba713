import { type Field, isEmpty } from "../engine/field";
import { takesAll } from "../engine/matches";
import { type Protocol, routesOf, virtualService } from "../engine/routes";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

const protocols: readonly Protocol[] = ["http", "tls", "tcp"];

export const disallowUnreachableRoutes: ObjectRule = {
    scope: "object",
    id: "G-14",
    ids: ["IST0130", "IST0131"],
    name: "meshwright-traffic-disallow-unreachable-routes",
    displayName: "Disallow routes that no request reaches",
    description:
        "Each match of a route must leave something to it: proxies take the first that fits, so what an earlier one takes whole " +
        "never happens, a fix or a restriction included.",
    severity: "medium",
    advisory: true,
    remediationSteps:
        "Put the narrower match first, and the route without any match last; remove what is there twice.",
    settings: [],
    kinds: [virtualService],

    *check(object) {
        for (const protocol of protocols) {
            yield* judge(routesOf(object, [protocol]).map(({ field }) => field));
        }
    },
};

interface Earlier {
    readonly match: Field;
    readonly route: Field;
}

/** Matches in the order in which they are tried; a route without any is one that takes all. */
function* judge(routes: readonly Field[]): Iterable<Finding> {
    const before: Earlier[] = [];
    for (const route of routes) {
        if (route.isUnknown) {
            yield unproven(route);
            return;
        }
        const matches = route.at("match");
        const own = isEmpty(matches) ? [matches] : matches.items();
        const judged = own.map((match) => {
            const by = before.find((each) => takes(each, match, route));
            before.push({ match, route });
            return { match, by };
        });
        const isWhole = judged.every(({ by }) => by !== undefined && by.route !== route);
        for (const { match, by } of judged) {
            if (by !== undefined) {
                const what = isWhole ? "so no request reaches the route" : "so this match does nothing";
                const where = isEmpty(by.match) ? `${by.route} takes everything` : `${by.match} takes it all`;
                yield violation(match, `but before it ${where}, ${what}`, "put it before, or remove it");
            }
        }
    }
}

function takes(first: Earlier, match: Field, route: Field): boolean {
    if (isEmpty(first.match)) {
        return first.route !== route;
    }
    // Beside a prefix, an exact path of the same route says what is meant and does no harm.
    const isSaid = first.route === route && match.at("uri", "exact").text !== undefined;
    return (
        !isEmpty(match) &&
        (!isSaid || first.match.at("uri", "exact").text !== undefined) &&
        takesAll(first.match, match)
    );
}
