import { apiVersions } from "../istio/types";
import type { CronJob, Job, JobSpec } from "../istio/workloadTypes";
import type { ArrangedGraph, NamespacePart } from "./arrangedGraph";
import { type Deployed, deployedWorkloads, podLabels } from "./deployed";
import { workloadMetadata } from "./metadata";
import { podTemplate } from "./podTemplates";

/**
 * A Job is named like its workload, always: names are decided by the catalogue alone. Its template can never be
 * changed, so a new image replaces the Job, and it runs again. It has no time to live after it finished, or its
 * disappearance would read as drift and start it anew. Its proxy ends with it: the control plane injects
 * native sidecars (istio/values/hardening.ts), which Kubernetes stops after the last ordinary container.
 */
export function jobs(part: NamespacePart, arranged: ArrangedGraph): Job[] {
    return deployedWorkloads(part, "Job").map((deployed) => ({
        apiVersion: apiVersions.Job,
        kind: "Job",
        metadata: workloadMetadata(part.namespace.name, deployed.workload.name, podLabels(deployed)),
        spec: jobSpec(deployed, arranged),
    }));
}

export function cronJobs(part: NamespacePart, arranged: ArrangedGraph): CronJob[] {
    return deployedWorkloads(part, "CronJob").map((deployed) => {
        const { workload, deployment } = deployed;
        if (deployment.schedule === undefined) {
            throw new Error(`internal error: ${workload.id} is a CronJob without a schedule`);
        }
        return {
            apiVersion: apiVersions.CronJob,
            kind: "CronJob",
            metadata: workloadMetadata(part.namespace.name, workload.name, podLabels(deployed)),
            spec: {
                schedule: deployment.schedule,
                concurrencyPolicy: "Forbid",
                jobTemplate: { spec: jobSpec(deployed, arranged) },
            },
        };
    });
}

function jobSpec(deployed: Deployed, arranged: ArrangedGraph): JobSpec {
    return {
        backoffLimit: 3,
        template: podTemplate(deployed, arranged.servedBy.get(deployed.workload.id), "Never"),
    };
}
