import { apiVersions } from "../istio/types";
import type { Deployment } from "../istio/workloadTypes";
import type { ArrangedGraph, NamespacePart } from "./arrangedGraph";
import { deployedWorkloads, podLabels } from "./deployed";
import { workloadMetadata } from "./metadata";
import { podTemplate } from "./podTemplates";

export function deployments(part: NamespacePart, arranged: ArrangedGraph): Deployment[] {
    return deployedWorkloads(part, "Deployment").map((deployed) => ({
        apiVersion: apiVersions.Deployment,
        kind: "Deployment",
        metadata: workloadMetadata(part.namespace.name, deployed.workload.name, podLabels(deployed)),
        spec: {
            replicas: deployed.deployment.replicas,
            // Without the version: a selector can never be changed, and a version is there to change.
            selector: { matchLabels: deployed.workload.selector },
            template: podTemplate(deployed, arranged.servedBy.get(deployed.workload.id)),
        },
    }));
}
