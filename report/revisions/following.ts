import { counted, enumerated } from "../objects/names";
import type { Side } from "../side";
import { type Follower, followersOf } from "./followers";

/** Who follows a tag or a revision on both sides: one that comes to it is told of by its own move. */
export function followingOnBoth(before: Side, after: Side, name: string): readonly Follower[] {
    const left = followersOf(before);
    return [...followersOf(after)]
        .filter(([key, { follows }]) => follows === name && left.get(key)?.follows === name)
        .map(([, each]) => each);
}

/** What becomes of them where the name stands for another control plane. */
export function getNewProxy(following: readonly Follower[]): string {
    const verb = following.length === 1 ? "follows" : "follow";
    return `${namesOf(following)} ${verb}; ${podsOf(following)} get the new proxy when they restart`;
}

/** What becomes of them where nobody answers to the name any more. */
export function leftBehind(following: readonly Follower[]): string {
    const verb = following.length === 1 ? "follows" : "follow";
    return `${namesOf(following)} still ${verb} it; ${podsOf(following)} have no proxy once they restart`;
}

function namesOf(following: readonly Follower[]): string {
    return (["namespace", "gateway"] as const)
        .flatMap((kind) => {
            const names = following.filter((each) => each.kind === kind).map(({ name }) => name);
            return names.length === 0 ? [] : [`${counted(names.length, kind)} (${enumerated(names)})`];
        })
        .join(" and ");
}

function podsOf(following: readonly Follower[]): string {
    const count = following.reduce((sum, { proxies }) => sum + proxies, 0);
    return count === 0 || following.every(({ kind }) => kind === "gateway")
        ? `${following.length === 1 ? "its" : "their"} pods`
        : `pods of ${counted(count, "workload")}`;
}
