import type { Manifest } from "./types";

/** The Kubernetes kinds that run a workload, as narrow as what is emitted of them. */

type Labels = Readonly<Record<string, string>>;

export type Namespace = Manifest<"Namespace", never>;
export type ServiceAccount = Manifest<"ServiceAccount", never>;

export interface ServiceSpec {
    readonly clusterIP?: "None";
    readonly selector: Labels;
    readonly ports: readonly {
        readonly name: string;
        readonly port: number;
        readonly targetPort: number;
        readonly protocol: "TCP";
        readonly appProtocol: string;
    }[];
}
export type KubernetesService = Manifest<"Service", ServiceSpec>;

export type Probe = {
    readonly periodSeconds: number;
    readonly failureThreshold: number;
} & (
    | { readonly httpGet: { readonly path: string; readonly port: number } }
    | { readonly tcpSocket: { readonly port: number } }
);

export interface Container {
    readonly name: string;
    readonly image: string;
    readonly command?: readonly string[];
    readonly args?: readonly string[];
    readonly env?: readonly { readonly name: string; readonly value: string }[];
    readonly ports?: readonly { readonly containerPort: number }[];
    readonly startupProbe?: Probe;
    readonly readinessProbe?: Probe;
    readonly livenessProbe?: Probe;
    readonly resources: {
        readonly requests: { readonly cpu: string; readonly memory: string };
        readonly limits: { readonly cpu: string; readonly memory: string };
    };
    readonly securityContext: {
        readonly allowPrivilegeEscalation: false;
        readonly readOnlyRootFilesystem: true;
        readonly capabilities: { readonly drop: readonly ["ALL"] };
    };
    readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

export interface PodSpec {
    readonly serviceAccountName: string;
    readonly automountServiceAccountToken: false;
    readonly restartPolicy?: "Never";
    readonly terminationGracePeriodSeconds: number;
    readonly securityContext: {
        readonly runAsNonRoot: true;
        readonly runAsUser: number;
        readonly runAsGroup: number;
        readonly fsGroup: number;
        readonly seccompProfile: { readonly type: "RuntimeDefault" };
    };
    readonly containers: readonly Container[];
    readonly volumes?: readonly ({ readonly name: string } & (
        | { readonly emptyDir: Readonly<Record<string, never>> }
        | { readonly configMap: { readonly name: string } }
    ))[];
}

export interface PodTemplate {
    readonly metadata: { readonly labels: Labels; readonly annotations?: Labels };
    readonly spec: PodSpec;
}

export interface DeploymentSpec {
    readonly replicas: number;
    readonly selector: { readonly matchLabels: Labels };
    readonly template: PodTemplate;
}
export type Deployment = Manifest<"Deployment", DeploymentSpec>;

export interface StatefulSetSpec extends DeploymentSpec {
    readonly serviceName: string;
    readonly volumeClaimTemplates?: readonly {
        readonly metadata: { readonly name: string };
        readonly spec: {
            readonly accessModes: readonly ["ReadWriteOnce"];
            readonly resources: { readonly requests: { readonly storage: string } };
        };
    }[];
}
export type StatefulSet = Manifest<"StatefulSet", StatefulSetSpec>;

export interface JobSpec {
    readonly backoffLimit: number;
    readonly template: PodTemplate;
}
export type Job = Manifest<"Job", JobSpec>;

export interface CronJobSpec {
    readonly schedule: string;
    readonly concurrencyPolicy: "Forbid";
    readonly jobTemplate: { readonly spec: JobSpec };
}
export type CronJob = Manifest<"CronJob", CronJobSpec>;

export interface PodDisruptionBudgetSpec {
    readonly maxUnavailable: 1;
    readonly selector: { readonly matchLabels: Labels };
}
export type PodDisruptionBudget = Manifest<"PodDisruptionBudget", PodDisruptionBudgetSpec>;
