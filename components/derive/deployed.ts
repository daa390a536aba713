import type { Workload, WorkloadDeployment, WorkloadKind } from "../graph/model";
import { labels } from "../labels";
import type { NamespacePart } from "./arrangedGraph";

export interface Deployed {
    readonly workload: Workload;
    readonly deployment: WorkloadDeployment;
    /** Name of the object that runs it: the workload's own, with the version appended for a further one. */
    readonly name: string;
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
                deployed.push({ workload, deployment, name: workload.name });
            }
        }
    }
    return deployed;
}

/** The Deployments of the namespace, a workload's further versions among them: all is its own but what they name. */
export function deployedVersions(part: NamespacePart): Deployed[] {
    return deployedWorkloads(part, "Deployment").flatMap((own) => [
        own,
        ...(own.workload.versions ?? []).map(({ version, image, replicas }) => ({
            ...own,
            deployment: { ...own.deployment, version, image, replicas },
            name: `${own.workload.name}-${version}`,
        })),
    ]);
}

/** `app` and `version` for telemetry, and the labels that every policy selects the workload by. */
export function podLabels({ workload, deployment, name }: Deployed): Record<string, string> {
    return {
        app: workload.name,
        version: deployment.version,
        ...(deployment.kind === "Deployment" ? { [labels.deployment]: name } : {}),
        ...workload.selector,
    };
}

/**
 * The pods of this one, and of no other version. The version itself is left out: it changes with the next release,
 * and what a Deployment selects can never be changed.
 */
export function ownPods({ workload, deployment, name }: Deployed): Readonly<Record<string, string>> {
    return deployment.kind === "Deployment"
        ? { ...workload.selector, [labels.deployment]: name }
        : workload.selector;
}
