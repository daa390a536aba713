import type { Routed } from "./routedHosts";
import { sharesInWords } from "./shares";

/** Hosts whose shares are left to a controller, or no longer; what they are then is the controller's to say. */
export function leftShares(before: Routed, after: Routed): readonly string[] {
    const [left, right] = [leftHosts(before), leftHosts(after)];
    return [
        ...[...right]
            .filter((host) => !left.has(host))
            .map((host) => `the shares of ${host} are left to a controller now`),
        ...[...left]
            .filter((host) => !right.has(host) && splitHosts(after).has(host))
            .map(
                (host) =>
                    `the shares of ${host} are no longer left to a controller: ${sharesTo(after, host)}`,
            ),
    ];
}

function leftHosts({ rules }: Routed): ReadonlySet<string> {
    return new Set(
        rules.flatMap(({ targets }) => targets.flatMap(({ isLeft, host }) => (isLeft ? [host] : []))),
    );
}

function splitHosts({ rules }: Routed): ReadonlySet<string> {
    return new Set(rules.flatMap(({ targets }) => targets.map(({ host }) => host)));
}

function sharesTo({ rules }: Routed, host: string): string {
    const rule = rules.find(({ targets }) => targets.some((each) => each.host === host));
    return sharesInWords(
        Object.fromEntries(
            (rule?.targets ?? []).map(({ subset = "all versions", weight }) => [subset, weight]),
        ),
    );
}
