import { apiVersions } from "../istio/types";
import type { PodDisruptionBudget } from "../istio/workloadTypes";
import type { NamespacePart } from "./arrangedGraph";
import { deployedVersions, deployedWorkloads, ownPods, podLabels } from "./deployed";
import { workloadMetadata } from "./metadata";

/**
 * For workloads with replicas to spare: one at a time may be drained. Written as `maxUnavailable`, which stays
 * right when the number of replicas changes. With a single replica it would only block every drain. Each version
 * has its own, because a pod that two budgets select cannot be evicted at all.
 */
export function podDisruptionBudgets(part: NamespacePart): PodDisruptionBudget[] {
    const budgets: PodDisruptionBudget[] = [];
    for (const deployed of [...deployedVersions(part), ...deployedWorkloads(part, "StatefulSet")]) {
        if (deployed.deployment.replicas > 1) {
            budgets.push({
                apiVersion: apiVersions.PodDisruptionBudget,
                kind: "PodDisruptionBudget",
                metadata: workloadMetadata(part.namespace.name, deployed.name, podLabels(deployed)),
                spec: { maxUnavailable: 1, selector: { matchLabels: ownPods(deployed) } },
            });
        }
    }
    return budgets;
}
