import type { Side } from "../side";
import { followingOnBoth, getNewProxy, leftBehind } from "./following";

/** Tags that come, go, or stand for another control plane, and who gets another proxy by that. */
export function tagMoves(before: Side, after: Side): readonly string[] {
    const tags = [...new Set([...Object.keys(after.tags), ...Object.keys(before.tags)])];
    return tags.flatMap((tag) => {
        const [was, is] = [before.tags[tag], after.tags[tag]];
        if (was === is && before.revisions[was ?? ""] === after.revisions[is ?? ""]) {
            return [];
        }
        if (was === undefined) {
            return [`tag ${tag} is new, for revision ${is}`];
        }
        const following = followingOnBoth(before, after, tag);
        if (is === undefined) {
            return [`tag ${tag} is taken away${following.length === 0 ? "" : `: ${leftBehind(following)}`}`];
        }
        const move =
            was === is
                ? `tag ${tag} stays with revision ${is}, whose Istio changes`
                : `tag ${tag} moves from revision ${was} to ${is}`;
        return [`${move}: ${following.length === 0 ? "nothing follows it" : getNewProxy(following)}`];
    });
}
