import type { Field, Path } from "./field";
import type { PolicyObject } from "./object";

const template: Path = ["spec", "template"];
const templatePaths: Readonly<Record<string, Path>> = {
    "core/Pod": [],
    "core/PodTemplate": ["template"],
    "core/ReplicationController": template,
    "apps/Deployment": template,
    "apps/StatefulSet": template,
    "apps/DaemonSet": template,
    "apps/ReplicaSet": template,
    "batch/Job": template,
    "batch/CronJob": ["spec", "jobTemplate", "spec", "template"],
    "argoproj.io/Rollout": template,
    "serving.knative.dev/Service": template,
};

/** Everything that makes pods. */
export const podCarriers: readonly string[] = Object.keys(templatePaths);

/** The pod an object makes; undefined when it makes none. */
export function podTemplate(object: PolicyObject): Field | undefined {
    const path = templatePath(object.groupKind);
    return path === undefined ? undefined : object.root.at(...path);
}

/** Where it stands in an object of a kind. */
export function templatePath(groupKind: string): Path | undefined {
    return templatePaths[groupKind];
}
