import type { ChartSource } from "../components/chartSource";
import type { Rollout, Scope } from "../components/graph";

/** Everything a stack file says, checked. */
export interface Settings {
    /** Name of the environment: `dev`, `prod`, …; for messages and presets, never for hidden behaviour. */
    readonly environment: string;
    readonly scope: Scope;
    readonly cluster: ClusterSettings;
    readonly charts: ChartSource;
    readonly mesh: { readonly trustDomain: string };
    readonly controlPlane: ControlPlaneSettings;
    /** By revision name. */
    readonly revisions: ReadonlyMap<string, { readonly version: string }>;
    /** Tag to revision; `default` is always there. */
    readonly tags: ReadonlyMap<string, string>;
    readonly exceptions: readonly Exception[];
    readonly rollout: Rollout;
    /** Folder of the catalogue, relative to the program. */
    readonly catalog: string;
}

export interface ClusterSettings {
    /** Path of a kubeconfig; absent: what kubectl would use. */
    readonly kubeconfig?: string;
    readonly context?: string;
    /** Requests a second and burst of the provider's Kubernetes client. */
    readonly client: { readonly qps: number; readonly burst: number };
}

export interface ControlPlaneSettings {
    readonly replicas: number;
    readonly maxReplicas: number;
    /** Image registry of Istio's images. */
    readonly hub: string;
    readonly resources: { readonly cpu: string; readonly memory: string };
}

/** A rule this stack breaks knowingly, with a reason and an end. */
export interface Exception {
    readonly rule: "istio-security-floor" | "istio-end-of-life";
    readonly reason: string;
    /** ISO date; past it the exception is void. */
    readonly until: string;
}
