import type { ClusterView } from "../../components/revisions/clusterView";
import type { Budget } from "./disruption";
import type { LivePod } from "./livePod";
import type { LiveWorkload } from "./liveWorkload";
import type { WorkloadRef } from "./model";

/** Everything that a restart asks of a cluster and does to it. */
export interface RestartCluster {
    view(): Promise<ClusterView>;
    /** Whether the tag still points to the revision and its control plane answers; a sentence when not. */
    tagTrouble(tag: string, revision: string): Promise<string | undefined>;
    /** The workload and its pods; `undefined` when it is gone. */
    workload(ref: WorkloadRef): Promise<{ live: LiveWorkload; pods: readonly LivePod[] } | undefined>;
    budgets(namespace: string): Promise<readonly Budget[]>;
    /** Has every pod replaced as the workload's strategy says; `at` is an ISO time. */
    restart(ref: WorkloadRef, at: string): Promise<void>;
    /** `refused`: a budget does not allow it now. A pod that is gone already counts as evicted. */
    evict(namespace: string, pod: LivePod): Promise<"evicted" | "refused">;
}
