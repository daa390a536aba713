import type { Manifest } from "../istio/types";
import { bypassOf } from "./capture";
import { fieldAt, fieldsOf, itemsOf, textOf, textsByName } from "./fields";
import { isInjected } from "./injection";
import type { WorkloadRef } from "./workload";

/** A workload as its pod carrier declares it. */
export interface NamedWorkload extends WorkloadRef {
    readonly kind: string;
    readonly name: string;
}

/** Where each kind keeps the template of its pods. */
const templates = new Map<string, readonly string[]>([
    ["Deployment", ["spec", "template"]],
    ["StatefulSet", ["spec", "template"]],
    ["DaemonSet", ["spec", "template"]],
    ["ReplicaSet", ["spec", "template"]],
    ["Job", ["spec", "template"]],
    ["CronJob", ["spec", "jobTemplate", "spec", "template"]],
    ["Pod", []],
]);

/** The workloads among the objects, in their order; a Namespace among the objects tells about injection. */
export function workloadsOf(objects: readonly Manifest[]): readonly NamedWorkload[] {
    const namespaceLabels = new Map(
        objects
            .filter((object) => object.kind === "Namespace" && object.apiVersion === "v1")
            .map((object) => [object.metadata.name, object.metadata.labels ?? {}]),
    );
    return objects.flatMap((object) => {
        const path = templates.get(object.kind);
        if (path === undefined) {
            return [];
        }
        const template = fieldAt(object, ...path);
        const namespace = object.metadata.namespace ?? "default";
        const bypass = bypassOf(template);
        return [
            {
                kind: object.kind,
                name: object.metadata.name,
                namespace,
                labels: textsByName(fieldAt(template, "metadata", "labels")),
                serviceAccount: accountOf(template),
                injected: isInjected(namespaceLabels.get(namespace) ?? {}, template),
                namedPorts: namedPorts(template),
                ...(bypass === undefined ? {} : { bypass }),
            },
        ];
    });
}

/** Kubernetes still reads the field's older name where the other is not there. */
function accountOf(template: unknown): string {
    const named = ["serviceAccountName", "serviceAccount"].map((each) =>
        textOf(fieldAt(template, "spec", each)),
    );
    return named.find((each) => each !== undefined && each !== "") ?? "default";
}

function namedPorts(template: unknown): Readonly<Record<string, number>> {
    const ports = itemsOf(fieldAt(template, "spec", "containers"))
        .flatMap((container) => itemsOf(fieldAt(container, "ports")))
        .map(fieldsOf);
    return Object.fromEntries(
        ports.flatMap(({ name, containerPort }) =>
            typeof name === "string" && typeof containerPort === "number" ? [[name, containerPort]] : [],
        ),
    );
}
