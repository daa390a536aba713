import type { Manifest } from "../../../components/istio/types";

/** As much of a workload's pod as tests read. */
export interface PodView {
    readonly metadata: {
        readonly labels: Record<string, string>;
        readonly annotations?: Record<string, string>;
    };
    readonly spec: {
        readonly serviceAccountName: string;
        readonly automountServiceAccountToken: boolean;
        readonly hostNetwork?: boolean;
        readonly hostPID?: boolean;
        readonly securityContext: Record<string, unknown>;
        readonly containers: readonly {
            readonly image: string;
            readonly args?: readonly string[];
            readonly env?: readonly { name: string; value?: string; valueFrom?: unknown }[];
            readonly ports: readonly { containerPort: number }[];
            readonly readinessProbe: { httpGet: { path: string; port: number } };
            readonly resources: { limits: Record<string, string>; requests: Record<string, string> };
            readonly securityContext: Record<string, unknown>;
            readonly volumeMounts?: readonly { name: string; mountPath: string; readOnly?: boolean }[];
        }[];
        readonly volumes?: readonly Record<string, unknown>[];
    };
}

export function kindsAndNames(manifests: readonly Manifest[]): readonly string[] {
    return manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

export function named(manifests: readonly Manifest[], kindAndName: string): Manifest {
    const found = manifests.find(({ kind, metadata }) => `${kind} ${metadata.name}` === kindAndName);
    if (found === undefined) {
        throw new Error(`no ${kindAndName} among ${kindsAndNames(manifests).join(", ")}`);
    }
    return found;
}

/** The pod of a Deployment, StatefulSet or DaemonSet. */
export function podOf(manifests: readonly Manifest[], kindAndName: string): PodView {
    const { spec } = named(manifests, kindAndName);
    return Object(spec).template as PodView;
}

export function containerOf(pod: PodView): PodView["spec"]["containers"][number] {
    const [container] = pod.spec.containers;
    if (container === undefined) {
        throw new Error("a pod without a container");
    }
    return container;
}
