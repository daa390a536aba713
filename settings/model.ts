import type { ChartPlace } from "../components/chartSource";
import type { Rollout, Scope } from "../components/graph";
import type { DatedReason, Rollback, VersionException } from "../components/revisions";

/** Everything a stack file says, checked. */
export interface Settings {
    /** Name of the environment: `dev`, `prod`, …; for messages and presets, never for hidden behaviour. */
    readonly environment: string;
    readonly scope: Scope;
    readonly cluster: ClusterSettings;
    readonly charts: ChartPlace;
    readonly mesh: { readonly trustDomain: string };
    readonly controlPlane: ControlPlaneSettings;
    /** By revision name. */
    readonly revisions: ReadonlyMap<string, { readonly version: string }>;
    /** Tag to revision; `default` is always there. */
    readonly tags: ReadonlyMap<string, string>;
    /** Names of revisions that were there once, never to be used again. */
    readonly retired: ReadonlySet<string>;
    /** Why a revision or a tag may go although it is used or nobody knows, by its name. */
    readonly removals: ReadonlyMap<string, DatedReason>;
    /** istio-cni; absent: it is not this stack's. */
    readonly cni?: CniSettings;
    readonly exceptions: readonly Exception[];
    readonly rollout: Rollout;
    /** Absent: every namespace stands where the rollout says. */
    readonly rollback?: Rollback;
    /** Folder of the catalogue, relative to the program. */
    readonly catalog: string;
}

export interface ClusterSettings {
    /** Path of a kubeconfig; absent: what kubectl would use. */
    readonly kubeconfig?: string;
    readonly context?: string;
    /** Requests a second and burst of the provider's Kubernetes client. */
    readonly client: { readonly qps: number; readonly burst: number };
    /** Kubernetes, `major.minor`; absent: nobody said. */
    readonly kubernetes?: string;
}

export interface CniSettings {
    readonly version: string;
    readonly namespace: string;
}

export interface ControlPlaneSettings {
    readonly replicas: number;
    readonly maxReplicas: number;
    /** Image registry of Istio's images. */
    readonly hub: string;
    readonly resources: { readonly cpu: string; readonly memory: string };
}

/** A rule this stack breaks knowingly, with a reason and an end. */
export type Exception = VersionException;
