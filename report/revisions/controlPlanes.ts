import type { Side } from "../side";
import { followingOnBoth, getNewProxy, leftBehind } from "./following";

/** Revisions that come, go or change in place, and who follows them by their own names and no tag. */
export function controlPlanes(before: Side, after: Side): readonly string[] {
    const names = new Set([...Object.keys(after.revisions), ...Object.keys(before.revisions)]);
    return [...names].flatMap((name) => {
        const [was, is] = [before.revisions[name], after.revisions[name]];
        if (was === is) {
            return [];
        }
        if (was === undefined) {
            return [`revision ${name} (Istio ${is}) is installed`];
        }
        const what =
            is === undefined
                ? `revision ${name} (Istio ${was}) is taken away`
                : `revision ${name} changes in place from Istio ${was} to ${is}`;
        const following = followingOnBoth(before, after, name);
        const words = is === undefined ? leftBehind : getNewProxy;
        return [`${what}${following.length === 0 ? "" : `: ${words(following)}`}`];
    });
}
