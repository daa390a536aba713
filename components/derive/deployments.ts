import { apiVersions } from "../istio/types";
import type { Deployment } from "../istio/workloadTypes";
import type { ArrangedGraph, NamespacePart } from "./arrangedGraph";
import { deployedVersions, ownPods, podLabels } from "./deployed";
import { workloadMetadata } from "./metadata";
import { podTemplate } from "./podTemplates";
import { withRestarts } from "./restarts";
import type { Target } from "./target";

export function deployments(part: NamespacePart, arranged: ArrangedGraph, { tags }: Target): Deployment[] {
    return deployedVersions(part).map((deployed) => ({
        apiVersion: apiVersions.Deployment,
        kind: "Deployment",
        metadata: workloadMetadata(part.namespace.name, deployed.name, podLabels(deployed)),
        spec: {
            replicas: deployed.deployment.replicas,
            selector: { matchLabels: ownPods(deployed) },
            template: withRestarts(
                part.namespace,
                podTemplate(deployed, arranged.servedBy.get(deployed.workload.id)),
                tags,
            ),
        },
    }));
}
