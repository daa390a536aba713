import { changedLeaves, leavesInWords } from "../objects/leaves";
import type { Match } from "./matches";
import { type Routed, type Routing, ruleAt } from "./routedHosts";
import { inWordsOf } from "./sameValue";
import { changedShares, sharesOf } from "./shares";

/** A host that both sides route. */
export interface Compared {
    readonly was: Routed;
    readonly is: Routed;
    readonly left: Routing;
    readonly right: Routing;
    readonly stays: (match: Match) => boolean;
}

/** Requests of which the same changes. */
export interface ChangedRequests {
    readonly matches: readonly Match[];
    /** Absent: on all. */
    readonly ports?: readonly number[];
    /** Whether a rule of their own takes them only now, or did only before. */
    readonly aside: string;
    readonly what: string;
}

/** Every kind of request that a rule of one of the sides names, if something changes of it; those alike, together. */
export function changedRequests(compared: Compared): readonly ChangedRequests[] {
    const ports = portsOf(compared);
    const groups = new Map<string, ChangedRequests>();
    for (const { match, aside } of pointsOf(compared)) {
        const said = new Map<string, number[]>();
        for (const port of ports) {
            const what = changeAt(compared, match, port);
            said.set(what, [...(said.get(what) ?? []), ...(port === undefined ? [] : [port])]);
        }
        for (const [what, on] of [...said].filter(([each]) => each !== "")) {
            const key = [what, on.join(), aside].join("\n");
            const matches = [...(groups.get(key)?.matches ?? []), match];
            groups.set(key, { matches, ...(said.size === 1 ? {} : { ports: on }), aside, what });
        }
    }
    return [...groups.values()];
}

export function keysOf({ rules }: Routed): ReadonlySet<string> {
    return new Set(rules.flatMap(({ matches }) => matches.map(({ key }) => key)));
}

function pointsOf({
    was,
    is,
    stays,
}: Compared): readonly { readonly match: Match; readonly aside: string }[] {
    const [were, are] = [keysOf(was), keysOf(is)];
    const all = [...is.rules, ...was.rules].flatMap(({ matches }) => matches);
    return [...new Map(all.map((each) => [each.key, each])).values()].filter(stays).flatMap((match) => {
        const [isOld, isNew] = [!are.has(match.key), !were.has(match.key)];
        // At a gateway, what a new rule lets in and what went with an old one is told of where exposure is.
        return is.isGateway && (isOld || isNew)
            ? []
            : [{ match, aside: isOld ? goesByDefault : isNew ? wentByDefault : "" }];
    });
}

const goesByDefault = " go by the host's default now";
const wentByDefault = " no longer go by the host's default";

/** Ports to tell apart; one that comes or goes is told of with its Service. */
function portsOf({ was, is, left, right }: Compared): readonly (number | undefined)[] {
    const named = [was, is].map(
        ({ rules }) => new Set(rules.flatMap(({ matches }) => matches.map(({ port }) => port))),
    ) as [Set<number | undefined>, Set<number | undefined>];
    const all = new Set([...named[0], ...named[1]]);
    if (all.size === 1 && all.has(undefined)) {
        return [undefined];
    }
    const known = [left, right].map(({ known: hosts }) =>
        was.isGateway ? [] : (hosts.get(was.host)?.ports ?? []).map(({ number }) => number),
    ) as [number[], number[]];
    const both = known[0].filter((each) => known[1].includes(each));
    return both.length > 0 ? both : [...all];
}

/** What the rules that take such a request do otherwise; nothing where one side has none for it. */
function changeAt({ was, is, left, right }: Compared, match: Match, port: number | undefined): string {
    const [old, now] = [ruleAt(was, match, port), ruleAt(is, match, port)];
    if (old === undefined || now === undefined) {
        return "";
    }
    // By which gateway calls leave the cluster is told of where egress is.
    const isOneWay =
        right.known.get(is.host)?.isExternal === true && old.targets.length < 2 && now.targets.length < 2;
    const leftHosts = new Set(
        [...old.targets, ...now.targets].flatMap(({ isLeft, host }) => (isLeft ? [host] : [])),
    );
    const isLeft = ({ host }: { readonly host: string }): boolean => leftHosts.has(host);
    const shares = isOneWay
        ? ""
        : changedShares(sharesOf(old, port, left, isLeft), sharesOf(now, port, right, isLeft));
    const leaves = changedLeaves(old.settings, inWordsOf(old.settings, now.settings));
    return [...(shares === "" ? [] : [shares]), ...(leaves.length === 0 ? [] : [leavesInWords(leaves)])].join(
        "; ",
    );
}
