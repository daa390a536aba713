import { apiVersions } from "../istio/types";
import type { KubernetesService } from "../istio/workloadTypes";
import { labels } from "../labels";
import type { ArrangedGraph, NamespacePart } from "./arrangedGraph";
import { deployedWorkloads } from "./deployed";
import { workloadMetadata } from "./metadata";

/**
 * The services of the workloads this program runs. The protocol stands in `appProtocol`, which Istio prefers to
 * the port's name, so that a port may be called what the team calls it.
 */
export function services(part: NamespacePart, arranged: ArrangedGraph): KubernetesService[] {
    const all: KubernetesService[] = [];
    for (const { workload } of deployedWorkloads(part)) {
        for (const service of arranged.servedBy.get(workload.id) ?? []) {
            all.push({
                apiVersion: apiVersions.Service,
                kind: "Service",
                metadata: workloadMetadata(service.namespace, service.name, {
                    [labels.app]: workload.name,
                }),
                spec: {
                    ...(service.headless ? { clusterIP: "None" } : {}),
                    selector: workload.selector,
                    ports: service.ports.map(({ name, port, targetPort, protocol }) => ({
                        name,
                        port,
                        targetPort,
                        protocol: "TCP",
                        appProtocol: protocol,
                    })),
                },
            });
        }
    }
    return all;
}
