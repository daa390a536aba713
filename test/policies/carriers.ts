import type { Props } from "./crossguard";

export interface Carrier {
    readonly kind: string;
    /** Where the pod is inside it. */
    readonly path: readonly string[];
    with(template: unknown): Props;
}

function carrier(apiVersion: string, kind: string, path: readonly string[]): Carrier {
    return {
        kind,
        path,
        with: (template) => ({
            apiVersion,
            kind,
            ...(path.length === 0
                ? merged(template)
                : {
                      metadata: { name: "orders", namespace: "core" },
                      ...(path.reduceRight((inner, key) => ({ [key]: inner }), template) as Props),
                  }),
        }),
    };
}

/** A bare pod is its own template. */
function merged(template: unknown): Props {
    const pod = template as { metadata?: Props; spec?: unknown };
    return { metadata: { name: "orders", namespace: "core", ...pod.metadata }, spec: pod.spec };
}

/** Everything that makes pods. */
export const carriers: readonly Carrier[] = [
    carrier("v1", "Pod", []),
    carrier("v1", "PodTemplate", ["template"]),
    carrier("v1", "ReplicationController", ["spec", "template"]),
    carrier("apps/v1", "Deployment", ["spec", "template"]),
    carrier("apps/v1", "StatefulSet", ["spec", "template"]),
    carrier("apps/v1", "DaemonSet", ["spec", "template"]),
    carrier("apps/v1", "ReplicaSet", ["spec", "template"]),
    carrier("batch/v1", "Job", ["spec", "template"]),
    carrier("batch/v1", "CronJob", ["spec", "jobTemplate", "spec", "template"]),
    carrier("argoproj.io/v1alpha1", "Rollout", ["spec", "template"]),
    carrier("serving.knative.dev/v1", "Service", ["spec", "template"]),
];
