import { labels } from "../../labels";
import type { PodView } from "../clusterView";
import type { User } from "../use";
import { toldToCall } from "./addresses";
import { type Followed, podsFollow } from "./followed";
import { isOwnOf } from "./ownObjects";

/** Written by the injector: JSON that has the revision, besides what was added. */
const statusKey = "sidecar.istio.io/status";

/** Pods that run a proxy of it, whose own labels ask for one, or whose proxy is told to call it. One that ends still runs until it is gone. */
export function podUsers(
    pods: readonly PodView[],
    followed: Followed,
    silent: ReadonlySet<string>,
): readonly User[] {
    return running(pods).flatMap((each) => {
        const because = reason(each, followed, silent.has(each.namespace ?? ""));
        return because === undefined
            ? []
            : [
                  {
                      kind: "Pod",
                      ...(each.namespace === undefined ? {} : { namespace: each.namespace }),
                      name: each.name,
                      because: each.ending ? `${because}, and is ending` : because,
                  },
              ];
    });
}

/** Pods with a proxy that says nowhere of which revision it is: it may be of any. */
export function untoldPods(pods: readonly PodView[]): readonly PodView[] {
    return running(pods).filter((each) => each.proxyImage !== undefined && proxyRevision(each) === undefined);
}

/** Failed and completed pods stay as objects for a long time and run nothing. */
function running(pods: readonly PodView[]): readonly PodView[] {
    return pods.filter(({ phase }) => phase !== "Succeeded" && phase !== "Failed");
}

function reason(pod: PodView, followed: Followed, isInSilentNamespace: boolean): string | undefined {
    const { revision } = followed;
    if (revision !== undefined && isOwnOf(revision, pod)) {
        return undefined;
    }
    const runsIt =
        revision !== undefined &&
        (pod.annotations[labels.revision] === revision || statusRevision(pod) === revision);
    return runsIt
        ? "runs a proxy of it"
        : (podsFollow(pod, followed, isInSilentNamespace) ?? toldToCall(pod, followed));
}

function proxyRevision(pod: PodView): string | undefined {
    return pod.annotations[labels.revision] ?? statusRevision(pod);
}

function statusRevision({ annotations }: PodView): string | undefined {
    try {
        const status: unknown = JSON.parse(annotations[statusKey] ?? "null");
        return typeof status === "object" && status !== null && "revision" in status
            ? String(status.revision)
            : undefined;
    } catch {
        // Whoever wrote it, it was not the injector.
        return undefined;
    }
}
