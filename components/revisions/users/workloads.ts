import { labels } from "../../labels";
import type { WorkloadView } from "../clusterView";
import type { User, UserKind } from "../use";
import { toldToCall } from "./addresses";
import { type Followed, labelledWith, podsFollow } from "./followed";
import { isOwnOf } from "./ownObjects";

/**
 * Workloads whose pods ask for it by their own labels or are told to call it, also those that run none at the moment: a CronJob between
 * two runs and a Deployment scaled to nothing start pods that nothing would inject.
 */
export function workloadUsers(
    workloads: readonly WorkloadView[],
    followed: Followed,
    silent: ReadonlySet<string>,
): readonly User[] {
    return workloads.flatMap((each) => {
        const because = reason(each, followed, silent.has(each.namespace ?? ""));
        return because === undefined
            ? []
            : [
                  {
                      kind: each.kind as UserKind,
                      ...(each.namespace === undefined ? {} : { namespace: each.namespace }),
                      name: each.name,
                      because: `starts pods, each of which ${because}`,
                  },
              ];
    });
}

function reason(
    workload: WorkloadView,
    followed: Followed,
    isInSilentNamespace: boolean,
): string | undefined {
    const { revision } = followed;
    if (revision !== undefined && isOwnOf(revision, workload)) {
        return undefined;
    }
    // istiod writes it into the Deployments it makes for Gateways, and the ztunnel chart into its DaemonSet.
    const annotated = workload.template.annotations[labels.revision];
    return revision !== undefined && annotated === revision
        ? labelledWith(annotated, followed, "is annotated")
        : (podsFollow(workload.template, followed, isInSilentNamespace) ??
              toldToCall(workload.template, followed));
}
