import type { ClusterView, PodView } from "./clusterView";
import type { ObservedMesh, ObservedTag, PodWithProxy } from "./observed";
import { followedBy, injectKey } from "./observeFollowed";
import { livePods, proxyRevision, statusKey } from "./observeProxies";

type Lists = Pick<ClusterView, "pods" | "namespaces">;

/** Pods with a proxy, by what they would get another from if they started now. */
export function observeFollowers(view: Lists): ObservedMesh["followers"] {
    const pods = podsWithProxy(view);
    if (pods === undefined) {
        return undefined;
    }
    const followers = new Map<string, PodWithProxy[]>();
    for (const { followed, pod, revision } of pods) {
        if (followed !== undefined) {
            followers.set(followed, [...(followers.get(followed) ?? []), podWithProxy(pod, revision)]);
        }
    }
    return followers;
}

/** Of the followers of each tag, those whose proxy is not of the revision that it points to now. */
export function staleFollowers(
    followers: ObservedMesh["followers"],
    tags: ReadonlyMap<string, ObservedTag> | undefined,
): ObservedMesh["stale"] {
    if (followers === undefined || tags === undefined) {
        return undefined;
    }
    const stale = [...followers].flatMap(([tag, pods]) => {
        const wanted = tags.get(tag)?.revision;
        const behind = wanted === undefined ? [] : pods.filter(({ revision }) => revision !== wanted);
        return behind.length === 0 ? [] : [[tag, behind] as const];
    });
    return new Map(stale);
}

/**
 * Pods that still have a proxy from the injector although nothing would give them one if they started now. Whose
 * template has the proxy in it, as a ztunnel, a waypoint or a gateway of the Gateway API, has it wherever it starts,
 * and sends the injector away by its label.
 */
export function observeLeaving(view: Lists): readonly PodWithProxy[] | undefined {
    return podsWithProxy(view)
        ?.filter(({ followed, pod }) => followed === undefined && isInjected(pod))
        .map(({ pod, revision }) => podWithProxy(pod, revision));
}

interface Found {
    readonly pod: PodView;
    /** Of its proxy. */
    readonly revision: string;
    /** The tag or revision it would get a proxy from; absent where nothing would give it one. */
    readonly followed: string | undefined;
}

/** A pod that is being deleted needs no restart, so it is none of them. */
function podsWithProxy({ pods, namespaces }: Lists): readonly Found[] | undefined {
    if (!pods.read || !namespaces.read) {
        return undefined;
    }
    const labelsOf = new Map(namespaces.items.map((each) => [each.name, each.labels]));
    return livePods(pods.items).flatMap((pod) => {
        const revision = proxyRevision(pod);
        const followed = followedBy(labelsOf.get(pod.namespace ?? "") ?? {}, pod.labels);
        return revision === undefined || pod.ending ? [] : [{ pod, revision, followed }];
    });
}

function isInjected({ annotations, labels }: PodView): boolean {
    return annotations[statusKey] !== undefined && labels[injectKey] !== "false";
}

function podWithProxy({ namespace = "", name, owner }: PodView, revision: string): PodWithProxy {
    return { namespace, name, revision, ...(owner === undefined ? {} : { owner }) };
}
