import type { ClusterView } from "./clusterView";
import type { DeclaredRevisions } from "./declared";
import { observeControlPlanes } from "./observeControlPlanes";
import type { ObservedMesh } from "./observed";
import { observeFollowers, staleFollowers } from "./observeFollowers";
import { observeProxies } from "./observeProxies";
import { observeCni, observeCrds } from "./observeShared";
import { observeTags, observeValidator } from "./observeTags";
import { revisionUse, tagUse } from "./users";

/**
 * What a cluster runs, as far as its view tells. `declared` names the revisions and tags whose use is wanted beside
 * that of those that were seen. What could not be read is `unknown` or `undefined`, never empty.
 */
export function observeMesh(
    view: ClusterView,
    declared: Pick<DeclaredRevisions, "revisions" | "tags">,
): ObservedMesh {
    const revisions = observeControlPlanes(view);
    const tags = observeTags(view);
    const proxies = observeProxies(view);
    const followers = observeFollowers(view);
    const ran = [...(proxies?.keys() ?? [])].filter((revision) => revision !== "unknown");
    return {
        revisions,
        tags,
        validator: observeValidator(view),
        revisionUse: new Map(
            sortedNames(declared.revisions.keys(), revisions?.keys(), ran).map((revision) => [
                revision,
                revisionUse(revision, view, declared.tags),
            ]),
        ),
        tagUse: new Map(
            sortedNames(declared.tags.keys(), tags?.keys()).map((tag) => [tag, tagUse(tag, view)]),
        ),
        proxies,
        followers,
        stale: staleFollowers(followers, tags),
        cni: observeCni(view),
        crds: observeCrds(view),
        kubernetes: view.kubernetes,
    };
}

function sortedNames(...sources: readonly (Iterable<string> | undefined)[]): readonly string[] {
    return [...new Set(sources.flatMap((each) => [...(each ?? [])]))].sort();
}
