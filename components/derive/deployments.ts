import { apiVersions } from "../istio/types";
import type { Deployment } from "../istio/workloadTypes";
import type { ArrangedGraph, NamespacePart } from "./arrangedGraph";
import { deployedVersions, ownPods, podLabels } from "./deployed";
import { workloadMetadata } from "./metadata";
import { podTemplate } from "./podTemplates";

export function deployments(part: NamespacePart, arranged: ArrangedGraph): Deployment[] {
    return deployedVersions(part).map((deployed) => ({
        apiVersion: apiVersions.Deployment,
        kind: "Deployment",
        metadata: workloadMetadata(part.namespace.name, deployed.name, podLabels(deployed)),
        spec: {
            replicas: deployed.deployment.replicas,
            selector: { matchLabels: ownPods(deployed) },
            template: podTemplate(deployed, arranged.servedBy.get(deployed.workload.id)),
        },
    }));
}
