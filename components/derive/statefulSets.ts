import type { Service } from "../graph/model";
import { apiVersions } from "../istio/types";
import type { StatefulSet } from "../istio/workloadTypes";
import type { ArrangedGraph, NamespacePart } from "./arrangedGraph";
import { type Deployed, deployedWorkloads, podLabels } from "./deployed";
import { workloadMetadata } from "./metadata";
import { podTemplate } from "./podTemplates";
import { withRestarts } from "./restarts";
import type { Target } from "./target";

export function statefulSets(part: NamespacePart, arranged: ArrangedGraph, { tags }: Target): StatefulSet[] {
    return deployedWorkloads(part, "StatefulSet").map((deployed) => {
        const services = arranged.servedBy.get(deployed.workload.id) ?? [];
        const volumes = deployed.deployment.volumes;
        return {
            apiVersion: apiVersions.StatefulSet,
            kind: "StatefulSet",
            metadata: workloadMetadata(part.namespace.name, deployed.workload.name, podLabels(deployed)),
            spec: {
                serviceName: governingService(deployed, services),
                replicas: deployed.deployment.replicas,
                selector: { matchLabels: deployed.workload.selector },
                template: withRestarts(part.namespace, podTemplate(deployed, services), tags),
                ...(volumes.length === 0
                    ? {}
                    : {
                          volumeClaimTemplates: volumes.map(({ name, size }) => ({
                              metadata: { name },
                              spec: {
                                  accessModes: ["ReadWriteOnce"],
                                  resources: { requests: { storage: size } },
                              },
                          })),
                      }),
            },
        };
    });
}

/** Gives the pods their DNS names, which only a headless service can do; the field is required all the same. */
function governingService({ workload }: Deployed, services: readonly Service[]): string {
    const governing = services.find((service) => service.headless) ?? services[0];
    return governing?.name ?? workload.name;
}
