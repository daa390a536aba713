import { apiVersions } from "../istio/types";
import type { Deployment } from "../istio/workloadTypes";
import { deployedWorkloads, podLabels } from "./deployed";
import type { GraphIndex, NamespacePart } from "./graphIndex";
import { workloadMetadata } from "./metadata";
import { podTemplate } from "./podTemplates";

export function deployments(part: NamespacePart, index: GraphIndex): Deployment[] {
    return deployedWorkloads(part, "Deployment").map((deployed) => ({
        apiVersion: apiVersions.Deployment,
        kind: "Deployment",
        metadata: workloadMetadata(part.namespace.name, deployed.workload.name, podLabels(deployed)),
        spec: {
            replicas: deployed.deployment.replicas,
            // Without the version: a selector can never be changed, and a version is there to change.
            selector: { matchLabels: deployed.workload.selector },
            template: podTemplate(deployed, index.servedBy.get(deployed.workload.id)),
        },
    }));
}
