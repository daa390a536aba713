import type { Service } from "../graph/model";
import type { ObjectMeta } from "../istio/types";
import { annotations } from "../labels";
import type { NamespacePart } from "./arrangedGraph";

/**
 * Whether the service has a subset that no pod of this environment serves. It stays all the same: when the last
 * pods of a version go, the routes that name its subset are updated after the DestinationRule, and a route to a
 * missing subset answers 503. Nothing leads to it meanwhile; the parser refuses shares of versions nobody runs.
 */
function hasIdleSubset(service: Service, { namespace, workloads }: NamespacePart): boolean {
    const workload = workloads.find(({ id }) => id === service.workload);
    if (!namespace.deploy || workload?.deployment === undefined) {
        return false;
    }
    const running = (workload.versions ?? []).filter(({ replicas }) => replicas > 0);
    const served = new Set([workload.deployment.version, ...running.map(({ version }) => version)]);
    return service.subsets.some(({ labels: { version = "" } }) => !served.has(version));
}

/** The metadata, with the finding silenced that `istioctl analyze` would report of an idle subset (IST0173). */
export function silencedWhereIdle(meta: ObjectMeta, service: Service, part: NamespacePart): ObjectMeta {
    return hasIdleSubset(service, part)
        ? { ...meta, annotations: { ...meta.annotations, [annotations.suppressedFindings]: "IST0173" } }
        : meta;
}
