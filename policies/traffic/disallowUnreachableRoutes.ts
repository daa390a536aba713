import { type Field, isEmpty } from "../engine/field";
import { isSame, takesAll } from "../engine/matches";
import { type Protocol, routesOf, virtualService } from "../engine/routes";
import { called, type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

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
        if (matches.isUnknown) {
            yield unproven(matches);
            return;
        }
        const own = isEmpty(matches) ? [matches] : matches.items();
        const judged = own.map((match) => {
            const by = before.find((each) => takes(each, match, route));
            before.push({ match, route });
            return { match, by };
        });
        const isWhole = judged.every(({ by }) => by !== undefined && by.route !== route);
        yield* judged.flatMap(({ match, by }) => (by === undefined ? [] : taken(match, by, isWhole)));
    }
}

function taken(match: Field, by: Earlier, isWhole: boolean): readonly Finding[] {
    const what = isWhole ? "so no request reaches the route" : "so this match does nothing";
    const where = isEmpty(by.match) ? `${by.route} takes everything` : `${by.match} takes it all`;
    const finding = violation(match, `but before it ${where}, ${what}`, "put it before, or remove it");
    return [called(finding, ...codesOf(match, by, isWhole))];
}

/** istioctl calls unreachable what comes after everything or says the same once more, and ineffective what is narrower. */
function codesOf(match: Field, by: Earlier, isWhole: boolean): readonly string[] {
    if (isEmpty(by.match)) {
        return ["IST0130"];
    }
    return isWhole && saysTheSame(by.match, match) ? ["IST0130", "IST0131"] : ["IST0131"];
}

function saysTheSame(one: Field, two: Field): boolean {
    const keys = new Set([...one.entries(), ...two.entries()].map(([key]) => key));
    return [...keys].every((key) => key === "name" || isSame(one.at(key), two.at(key)));
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
