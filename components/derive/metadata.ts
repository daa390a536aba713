import type { GraphNamespace } from "../graph/model";
import type { ObjectMeta } from "../istio/types";
import { annotations, labels } from "../labels";

const managed = { [labels.managedBy]: labels.managedByValue } as const;

/** Metadata of an object that stands in every stage that has it. */
export function metadata(namespace: string, name: string): ObjectMeta {
    return { name, namespace, labels: managed };
}

/**
 * Metadata of an object that only a dated stage justifies: it names the stage and the day the stage ends, so
 * that a policy, or a person, who meets the object alone knows that it is temporary.
 */
export function datedMetadata(
    namespace: GraphNamespace,
    name: string,
    more: { labels?: Record<string, string>; annotations?: Record<string, string> } = {},
): ObjectMeta {
    return {
        name,
        namespace: namespace.name,
        labels: { ...managed, ...more.labels, [labels.stage]: namespace.stage, ...rollbackLabel(namespace) },
        annotations: {
            ...more.annotations,
            ...(namespace.until === undefined ? {} : { [annotations.until]: namespace.until }),
            ...rollbackReason(namespace),
        },
    };
}

/** That it is a rollback, and no stage somebody declared, which justifies an object. */
export function rollbackLabel({ rollback }: GraphNamespace): Record<string, string> {
    return rollback === undefined ? {} : { [labels.rollback]: rollback.to };
}

export function rollbackReason({ rollback }: GraphNamespace): Record<string, string> {
    return rollback === undefined
        ? {}
        : { [annotations.until]: rollback.until, [annotations.reason]: rollback.reason };
}

/** Metadata of what runs a workload: `app` and `version` are what Istio's telemetry and Kiali group by. */
export function workloadMetadata(
    namespace: string,
    name: string,
    workloadLabels: Readonly<Record<string, string>>,
): ObjectMeta {
    return { name, namespace, labels: { ...managed, ...workloadLabels } };
}
