import { enumerated } from "../objects/names";
import type { Side } from "../side";
import { changes, type Statement } from "../statement";
import { destinationRules, hostAt } from "./destinationRules";
import { type Routed, routingOf } from "./routedHosts";
import { goesByRules, seersMoved } from "./ruleSeers";

const of = " of ";

/** Versions that rules send requests to and that no DestinationRule names: Envoy has no such cluster, and answers 503. */
export function missingSubsetChanges(before: Side, after: Side): readonly Statement[] {
    const [were, are] = [missingOf(before), missingOf(after)];
    return [
        ...[...are]
            .filter((each) => !were.has(each))
            .map(
                (each) =>
                    `requests still go to version ${each}, which no DestinationRule names now: they fail`,
            ),
        ...[...were]
            .filter((each) => !are.has(each) && sentTo(after).has(each))
            .map(
                (each) => `a DestinationRule names version ${each} now: requests that go there failed before`,
            ),
        ...unseenVersions(before, after, are),
    ].map((each) => changes("traffic", each));
}

/** The same for those callers alone whose proxies are no longer told of the DestinationRule, but still of the routes. */
function unseenVersions(before: Side, after: Side, missing: ReadonlySet<string>): readonly string[] {
    const left = sentTo(before);
    return [...sentTo(after)]
        .filter((each) => left.has(each) && !missing.has(each))
        .flatMap((version) => {
            const host = version.slice(version.indexOf(of) + of.length);
            const unseen = seersMoved("DestinationRule", host, before, after).lost.filter((namespace) =>
                goesByRules("VirtualService", host, after, namespace),
            );
            return unseen.length === 0
                ? []
                : [
                      `requests of ${enumerated(unseen)} still go to version ${version}, which no DestinationRule names for them now: they fail`,
                  ];
        });
}

function missingOf(side: Side): ReadonlySet<string> {
    const rules = destinationRules(side);
    const named = new Set(
        [...rules].flatMap(([host, { subsets = [] }]) =>
            subsets.map(({ name }) => versionOf(name, hostAt(host))),
        ),
    );
    return new Set([...sentTo(side)].filter((each) => !named.has(each)));
}

function sentTo(side: Side): ReadonlySet<string> {
    return new Set([...routingOf(side).hosts.values()].flatMap(versionsIn));
}

function versionsIn({ rules }: Routed): readonly string[] {
    return rules.flatMap(({ targets }) =>
        targets.flatMap(({ host, subset, weight, isLeft }) =>
            subset === undefined || (weight === 0 && !isLeft) ? [] : [versionOf(subset, host)],
        ),
    );
}

function versionOf(subset: string, host: string): string {
    return `${subset}${of}${host}`;
}
