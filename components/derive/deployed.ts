import type { Workload, WorkloadDeployment, WorkloadKind } from "../graph/model";
import type { NamespacePart } from "./arrangedGraph";

export interface Deployed {
    readonly workload: Workload;
    readonly deployment: WorkloadDeployment;
}

/**
 * The workloads of the namespace that this program runs, of one kind or all. Of the others nothing is emitted,
 * not even a ServiceAccount: whoever deploys a pod owns the account it runs as.
 */
export function deployedWorkloads(part: NamespacePart, kind?: WorkloadKind): Deployed[] {
    const deployed: Deployed[] = [];
    if (part.namespace.deploy) {
        for (const workload of part.workloads) {
            const deployment = workload.deployment;
            if (deployment !== undefined && (kind === undefined || deployment.kind === kind)) {
                deployed.push({ workload, deployment });
            }
        }
    }
    return deployed;
}

/** `app` and `version` for telemetry, and the labels that every policy selects the workload by. */
export function podLabels({ workload, deployment }: Deployed): Record<string, string> {
    return { app: workload.name, version: deployment.version, ...workload.selector };
}
