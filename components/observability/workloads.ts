import { apiVersions, type Manifest, type ObjectMeta } from "../istio/types";
import { labels } from "../labels";
import { type PodSettings, podTemplate } from "./pod";

/** Objects that every part is made of. Identity, policy and namespace come from the graph (derive/observability). */

export function metadata(namespace: string, name: string, app?: string): ObjectMeta {
    return {
        name,
        namespace,
        labels: { [labels.managedBy]: labels.managedByValue, ...(app === undefined ? {} : { app }) },
    };
}

/**
 * @param strategy - `Recreate` for what owns a disk: two pods would wait for one another's claim, or share a lock
 */
export function deployment(
    pod: PodSettings,
    { replicas, strategy = "RollingUpdate" }: { replicas: number; strategy?: "RollingUpdate" | "Recreate" },
): Manifest<"Deployment"> {
    return {
        apiVersion: apiVersions.Deployment,
        kind: "Deployment",
        metadata: metadata(pod.namespace, pod.name, pod.name),
        spec: {
            replicas,
            selector: { matchLabels: { app: pod.name } },
            strategy:
                strategy === "Recreate"
                    ? { type: "Recreate" }
                    : { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
            template: podTemplate(pod),
        },
    };
}

/** One on every node, whatever its taints. */
export function daemonSet(pod: PodSettings): Manifest<"DaemonSet"> {
    const template = podTemplate(pod);
    return {
        apiVersion: apiVersions.DaemonSet,
        kind: "DaemonSet",
        metadata: metadata(pod.namespace, pod.name, pod.name),
        spec: {
            selector: { matchLabels: { app: pod.name } },
            template: { ...template, spec: { ...template.spec, tolerations: [{ operator: "Exists" }] } },
        },
    };
}

/** Pods with names and disks of their own. Needs a headless Service of the same name. */
export function statefulSet(
    pod: PodSettings,
    {
        replicas,
        claims = [],
    }: { replicas: number; claims?: readonly { name: string; size: string; storageClass?: string }[] },
): Manifest<"StatefulSet"> {
    return {
        apiVersion: apiVersions.StatefulSet,
        kind: "StatefulSet",
        metadata: metadata(pod.namespace, pod.name, pod.name),
        spec: {
            replicas,
            serviceName: pod.name,
            podManagementPolicy: "Parallel",
            selector: { matchLabels: { app: pod.name } },
            template: podTemplate(pod),
            ...(claims.length === 0
                ? {}
                : {
                      volumeClaimTemplates: claims.map((claim) => ({
                          metadata: { name: claim.name },
                          spec: claimSpec(claim),
                      })),
                  }),
        },
    };
}

export interface ServicePort {
    readonly name: string;
    readonly port: number;
    readonly appProtocol: "http" | "grpc" | "tcp";
}

export function service(
    namespace: string,
    name: string,
    servicePorts: readonly ServicePort[],
    { headless = false }: { headless?: boolean } = {},
): Manifest<"Service"> {
    return {
        apiVersion: apiVersions.Service,
        kind: "Service",
        metadata: metadata(namespace, name, name),
        spec: {
            ...(headless ? { clusterIP: "None" } : {}),
            selector: { app: name },
            ports: servicePorts.map(({ name: portName, port, appProtocol }) => ({
                name: portName,
                port,
                targetPort: port,
                protocol: "TCP",
                appProtocol,
            })),
        },
    };
}

/** The account is the identity that every policy names; a token is mounted by the pods that need one. */
export function serviceAccount(namespace: string, name: string): Manifest<"ServiceAccount"> {
    return {
        apiVersion: apiVersions.ServiceAccount,
        kind: "ServiceAccount",
        metadata: metadata(namespace, name, name),
        automountServiceAccountToken: false,
    };
}

export function configMap(
    namespace: string,
    name: string,
    data: Readonly<Record<string, string>>,
): Manifest<"ConfigMap"> {
    return {
        apiVersion: apiVersions.ConfigMap,
        kind: "ConfigMap",
        metadata: metadata(namespace, name),
        data,
    };
}

/** A disk. Nobody waits for it: storage that binds on first use would wait for the pod that waits for it. */
export function claim(
    namespace: string,
    name: string,
    disk: { size: string; storageClass?: string },
): Manifest<"PersistentVolumeClaim"> {
    const own = metadata(namespace, name);
    return {
        apiVersion: apiVersions.PersistentVolumeClaim,
        kind: "PersistentVolumeClaim",
        metadata: { ...own, annotations: { "pulumi.com/skipAwait": "true" } },
        spec: claimSpec(disk),
    };
}

function claimSpec({ size, storageClass }: { size: string; storageClass?: string }) {
    return {
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: size } },
        ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
    };
}

/** Rights in the whole cluster, for one account of the observability namespace. */
export function clusterRole(
    namespace: string,
    name: string,
    rules: readonly Readonly<Record<string, readonly string[]>>[],
): Manifest[] {
    // Cluster objects have no namespace to tell two meshes' apart.
    const scoped = `${namespace}-${name}`;
    const own = { name: scoped, labels: { [labels.managedBy]: labels.managedByValue } };
    return [
        { apiVersion: apiVersions.ClusterRole, kind: "ClusterRole", metadata: own, rules },
        {
            apiVersion: apiVersions.ClusterRoleBinding,
            kind: "ClusterRoleBinding",
            metadata: own,
            roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: scoped },
            subjects: [{ kind: "ServiceAccount", name, namespace }],
        },
    ];
}
