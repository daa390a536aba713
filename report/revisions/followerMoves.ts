import { counted, enumerated } from "../objects/names";
import type { Side } from "../side";
import { type Follower, followersOf } from "./followers";
import { isNobodys, namedRevision } from "./namedRevision";

interface Move {
    readonly kind: Follower["kind"];
    readonly what: string;
    /** Of its pods, or theirs. */
    readonly pods: string;
    readonly names: string[];
}

/** Namespaces and gateways that follow something else than before; those that move alike, in one sentence. */
export function followerMoves(before: Side, after: Side): readonly string[] {
    const left = followersOf(before);
    const moves = new Map<string, Move>();
    for (const [key, { kind, name, follows: is }] of followersOf(after)) {
        const known = left.get(key);
        if (known !== undefined && known.follows !== is) {
            const what = whatOf(before, after, known.follows, is);
            // The chart writes the tag on a gateway's pods, which are made anew when it is another.
            const pods =
                before.gatewayTags[name] !== after.gatewayTags[name]
                    ? "pods are replaced"
                    : podsOf(before, after, known.follows, is);
            const move = moves.get(`${kind} ${what}`) ?? { kind, what, pods, names: [] };
            move.names.push(name);
            moves.set(`${kind} ${what}`, move);
        }
    }
    return [
        ...[...moves.values()].map(({ kind, what, pods, names }) =>
            names.length === 1
                ? `${kind} ${names[0]} ${what}; its ${pods}`
                : `each of ${counted(names.length, kind)} (${enumerated(names)}) ${what}; their ${pods}`,
        ),
        ...canariesOf(before, after),
    ];
}

/** A gateway that comes beside another; one that comes with its namespace is told of with that. */
function canariesOf(before: Side, after: Side): readonly string[] {
    const homes = new Set(Object.keys(before.gatewayTags).map(homeOf));
    return Object.entries(after.gatewayTags)
        .filter(([name]) => before.gatewayTags[name] === undefined && homes.has(homeOf(name)))
        .map(([name, tag]) => `gateway ${name} is new beside others, and follows ${tag}`);
}

function homeOf(gateway: string): string {
    return gateway.slice(0, gateway.indexOf("/"));
}

function whatOf(before: Side, after: Side, was: string | undefined, is: string | undefined): string {
    if (is === undefined) {
        return `leaves the mesh, and followed ${was}`;
    }
    const nobodys = isNobodys(after, is) ? ", which is neither a tag nor a revision of this stack" : "";
    const same =
        was !== undefined && isSameProxy(before, after, was, is)
            ? `, both for revision ${namedRevision(after, is)}`
            : "";
    return was === undefined
        ? `joins the mesh with ${is}${nobodys}`
        : `follows ${is} instead of ${was}${same}${nobodys}`;
}

function podsOf(before: Side, after: Side, was: string | undefined, is: string | undefined): string {
    if (is === undefined || isNobodys(after, is)) {
        return "pods have no proxy once they restart";
    }
    return was === undefined
        ? "pods get a proxy when they restart"
        : isSameProxy(before, after, was, is)
          ? "pods keep the proxy they have"
          : "pods get the new proxy when they restart";
}

function isSameProxy(before: Side, after: Side, was: string, is: string): boolean {
    const [old, now] = [namedRevision(before, was), namedRevision(after, is)];
    return now !== undefined && old === now && before.revisions[now] === after.revisions[now];
}
