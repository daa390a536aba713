import { enumerated, idOf } from "../../objects/names";
import type { Side } from "../../side";
import { changes, type Statement } from "../../statement";
import { type KeptLimit, rateLimitsOf } from "./rateLimitsOf";

interface Change extends Pick<KeptLimit, "place" | "port" | "requests"> {
    readonly effect: Statement["effect"];
    readonly what: string;
}

/** Rate limits that come, go or change where whoever keeps them stays, by the requests that they count. */
export function rateLimitChanges(before: Side, after: Side): readonly Statement[] {
    const [were, are] = [keepersOf(before), keepersOf(after)];
    // What only one side says in our words is told of as it is written.
    const unread = new Set([before, after].flatMap((side) => [...rateLimitsOf(side).unread]));
    const stays = ({ place, keeper }: KeptLimit): boolean =>
        were.has(place) && are.has(place) && !unread.has(keeper);
    const [left, right] = [before, after].map((side) => byCount(rateLimitsOf(side).limits.filter(stays))) as [
        Counts,
        Counts,
    ];
    const moved = movedCounts(onlyIn(left, right), onlyIn(right, left));
    const all = [...new Set([...right.keys(), ...left.keys()])]
        .filter((key) => !moved.keys.has(key))
        .flatMap((key) => changeOf(left.get(key) ?? [], right.get(key) ?? []));
    return [...moved.statements, ...together(all).map(inWords)].sort(
        (one, other) => effects.indexOf(one.effect) - effects.indexOf(other.effect),
    );
}

const effects: readonly Statement["effect"][] = ["opens", "changes", "closes"];

type Counts = ReadonlyMap<string, readonly KeptLimit[]>;

/** Limits of the same requests at the same place, in the same way of counting. */
function byCount(limits: readonly KeptLimit[]): Counts {
    const counts = new Map<string, KeptLimit[]>();
    for (const limit of limits) {
        const { place, port, requests, what } = limit;
        const key = JSON.stringify([place, port, requests, what]);
        counts.set(key, [...(counts.get(key) ?? []), limit]);
    }
    return counts;
}

function onlyIn(one: Counts, other: Counts): Counts {
    return new Map([...one].filter(([key]) => !other.has(key)));
}

/** One that counts other requests than before, as where a longer route beside it has taken some. */
function movedCounts(
    gone: Counts,
    fresh: Counts,
): { readonly keys: ReadonlySet<string>; readonly statements: readonly Statement[] } {
    const keys = new Set<string>();
    const statements: Statement[] = [];
    for (const [key, [is, ...others]] of fresh) {
        const found = [...gone].find(
            ([old, [was, ...more]]) =>
                was !== undefined &&
                is !== undefined &&
                !keys.has(old) &&
                more.length === 0 &&
                isOther(was, is),
        );
        const [old, [was] = []] = found ?? [];
        if (old !== undefined && was !== undefined && is !== undefined && others.length === 0) {
            keys.add(old).add(key);
            const counts = `counts ${is.requests || "all"} now, and counted ${was.requests || "all"}`;
            statements.push(changes("traffic", `${placeInWords(is)}: ${is.what} ${is.amount} ${counts}`));
        }
    }
    return { keys, statements };
}

function isOther(was: KeptLimit, is: KeptLimit): boolean {
    return (["place", "port", "what", "name", "amount"] as const).every((each) => was[each] === is[each]);
}

function placeInWords({ place, port }: KeptLimit): string {
    return `${place}${port === undefined ? "" : `:${port}`}`;
}

function changeOf(before: readonly KeptLimit[], after: readonly KeptLimit[]): readonly Change[] {
    const [limit] = [...after, ...before];
    const [was, is] = [before, after].map((each) => enumerated(each.map(({ amount }) => amount).sort(), 9));
    if (limit === undefined || was === is) {
        return [];
    }
    const change = (effect: Statement["effect"], what: string): readonly Change[] => [
        { ...limit, effect, what: `${limit.what} ${what}` },
    ];
    return before.length === 0
        ? change("closes", `${is} (was not set)`)
        : after.length === 0
          ? change("opens", `is no longer set (was ${was})`)
          : change("changes", `${was} → ${is}`);
}

interface Told {
    readonly change: Change;
    readonly ports: readonly string[];
    readonly requests: readonly string[];
}

/** The same on several ports, and then the same of several requests, in one sentence. */
function together(all: readonly Change[]): readonly Told[] {
    const onPorts = grouped(all, ({ place, effect, what, requests }) => [place, effect, what, requests]).map(
        (group) => ({
            change: group[0],
            ports: group.flatMap(({ port }) => (port === undefined ? [] : [String(port)])),
        }),
    );
    return grouped(onPorts, ({ change: { place, effect, what }, ports }) => [
        place,
        effect,
        what,
        ports.join(),
    ]).map((group) => ({ ...group[0], requests: group.map(({ change }) => change.requests) }));
}

function grouped<Item>(
    items: readonly Item[],
    keyOf: (item: Item) => readonly string[],
): readonly (readonly [Item, ...Item[]])[] {
    const groups = new Map<string, [Item, ...Item[]]>();
    for (const item of items) {
        const key = JSON.stringify(keyOf(item));
        const known = groups.get(key);
        if (known === undefined) {
            groups.set(key, [item]);
        } else {
            known.push(item);
        }
    }
    return [...groups.values()];
}

function inWords({ change: { place, effect, what }, ports, requests }: Told): Statement {
    const on = ports.length === 0 ? "" : `:${ports.join(", ")}`;
    const counted = requests.includes("") ? "" : `, ${enumerated(requests)}`;
    return { ...changes("traffic", `${place}${on}${counted}: ${what}`), effect };
}

function keepersOf({ workloads, gatewayPods }: Side): ReadonlySet<string> {
    return new Set([...workloads, ...gatewayPods].map(idOf));
}
