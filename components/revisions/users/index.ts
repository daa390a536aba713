import type { ClusterView } from "../clusterView";
import type { Use } from "../use";

/**
 * Whether anything in the cluster needs the control plane of a revision, and who. `tags` are those of the stack
 * file (tag to revision): they count beside the tags of the cluster, and so does whoever follows them. Defaults to
 * none. The revision's own objects are not users. Whatever could not be read makes the answer `unknown`.
 */
export function revisionUse(
    _revision: string,
    _view: ClusterView,
    _tags: ReadonlyMap<string, string> = new Map(),
): Use {
    return { state: "unknown", because: ["use of revisions is not told yet"], by: [] };
}

/**
 * Whether anything in the cluster follows a tag, and who. The tag's own webhook configuration, Service and, for
 * `default`, the default validator are not users. Whatever could not be read makes the answer `unknown`.
 */
export function tagUse(_tag: string, _view: ClusterView): Use {
    return { state: "unknown", because: ["use of tags is not told yet"], by: [] };
}
