import type { Side } from "../side";
import { changes, type Statement } from "../statement";
import { controlPlanes } from "./controlPlanes";
import { followerMoves } from "./followerMoves";
import { tagMoves } from "./tagMoves";

/** Control planes, tags and who follows them: what moves now, and what moves when pods restart. */
export function revisionChanges(before: Side, after: Side): readonly Statement[] {
    return [...controlPlanes(before, after), ...tagMoves(before, after), ...followerMoves(before, after)].map(
        (sentence) => changes("revisions", sentence),
    );
}
