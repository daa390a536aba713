import type { WorkloadView } from "../revisions/clusterView";
import { proxyEnv } from "./proxyContainer";
import type { RawObject, RawPodTemplate } from "./rawObject";
import { labelled } from "./views";

/** Whose template says the same, and is listed itself. */
const makers: Readonly<Record<string, string>> = { ReplicaSet: "Deployment", Job: "CronJob" };

/**
 * What starts pods; nothing where it will never start one again, or where what makes it is listed. Others make
 * ReplicaSets and Jobs too, as Argo's Rollouts do, and of those this is the only template that is seen.
 */
export function workloads(kind: string, object: RawObject): readonly WorkloadView[] {
    const isTold = (object.metadata?.ownerReferences ?? []).some(
        (each) => each.controller === true && each.kind === makers[kind],
    );
    if (isTold || isFinished(kind, object)) {
        return [];
    }
    const template = templateOf(object);
    const { containers = [], initContainers = [] } = template.spec ?? {};
    return [
        {
            ...labelled(kind, object),
            template: {
                labels: template.metadata?.labels ?? {},
                annotations: template.metadata?.annotations ?? {},
                ...proxyEnv(template.spec),
            },
            images: Object.fromEntries(
                [...initContainers, ...containers].map(({ name, image = "" }) => [name, image]),
            ),
            ...counts(kind, object),
        },
    ];
}

function templateOf({ spec = {} }: RawObject): RawPodTemplate {
    return spec.template ?? spec.jobTemplate?.spec?.template ?? {};
}

/** Finished Jobs stay for as long as nobody cleans up. */
function isFinished(kind: string, { status }: RawObject): boolean {
    return (
        kind === "Job" &&
        (status?.conditions ?? []).some(
            ({ type, status: isSo }) => (type === "Complete" || type === "Failed") && isSo === "True",
        )
    );
}

function counts(
    kind: string,
    { spec = {}, status = {} }: RawObject,
): Pick<WorkloadView, "wanted" | "available"> {
    switch (kind) {
        case "DaemonSet":
            return { wanted: status.desiredNumberScheduled ?? 0, available: status.numberAvailable ?? 0 };
        case "Job":
            return { wanted: spec.parallelism ?? 1, available: status.active ?? 0 };
        case "CronJob":
            // Between two runs it wants none.
            return { wanted: 0, available: 0 };
        default:
            return { wanted: spec.replicas ?? 1, available: status.availableReplicas ?? 0 };
    }
}
