import { apiVersions } from "../istio/types";
import type { PodDisruptionBudget } from "../istio/workloadTypes";
import type { NamespacePart } from "./arrangedGraph";
import { deployedWorkloads, podLabels } from "./deployed";
import { workloadMetadata } from "./metadata";

/**
 * For workloads with replicas to spare: one at a time may be drained. Written as `maxUnavailable`, which stays
 * right when the number of replicas changes. With a single replica it would only block every drain.
 */
export function podDisruptionBudgets(part: NamespacePart): PodDisruptionBudget[] {
    const budgets: PodDisruptionBudget[] = [];
    for (const deployed of deployedWorkloads(part)) {
        const { kind, replicas } = deployed.deployment;
        if (replicas > 1 && (kind === "Deployment" || kind === "StatefulSet")) {
            budgets.push({
                apiVersion: apiVersions.PodDisruptionBudget,
                kind: "PodDisruptionBudget",
                metadata: workloadMetadata(part.namespace.name, deployed.workload.name, podLabels(deployed)),
                spec: { maxUnavailable: 1, selector: { matchLabels: deployed.workload.selector } },
            });
        }
    }
    return budgets;
}
