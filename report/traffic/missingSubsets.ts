import type { Side } from "../side";
import { changes, type Statement } from "../statement";
import { destinationRules } from "./destinationRules";
import { type Routed, routingOf } from "./routedHosts";

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
    ].map((each) => changes("traffic", each));
}

function missingOf(side: Side): ReadonlySet<string> {
    const rules = destinationRules(side);
    const named = new Set(
        [...rules].flatMap(([host, { subsets = [] }]) => subsets.map(({ name }) => versionOf(name, host))),
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
    return `${subset} of ${host}`;
}
