import type { Experiment, Stage, TrafficShare, WorkloadVersion } from "./model";
import type { Platform } from "./platform";

/** Where one stack stands: a closed list of fields, so that promotion is a one-line diff. Edges are not here. */
export interface Rollout {
    readonly namespaces: ReadonlyMap<string, NamespaceRollout>;
    /** Endpoint of each store in this environment. */
    readonly stores: ReadonlyMap<string, { readonly host: string; readonly port?: number }>;
    readonly platform: Platform;
}

export interface NamespaceRollout {
    readonly stage: Stage;
    /** ISO date; required on `observed` and `audit`, refused elsewhere. */
    readonly until?: string;
    /** Defaults to `stable`; refused on `off`. */
    readonly tag?: string;
    /** Defaults to false. */
    readonly deploy: boolean;
    /** Absent: false. Needs `deploy`; refused on `off`. */
    readonly rollWithTag?: boolean;
    readonly workloads: ReadonlyMap<string, WorkloadRollout>;
    readonly services: ReadonlyMap<string, ServiceRollout>;
    /** By name. */
    readonly experiments: ReadonlyMap<string, ExperimentRollout>;
}

/** How a service's traffic is shared between its versions in this environment. */
export interface ServiceRollout {
    readonly share?: TrafficShare;
    readonly mirror?: { readonly subset: string; readonly percent: number };
}

/** An experiment as the stack file has it: the service by name, callers as `namespace/workload`. */
export type ExperimentRollout = Omit<Experiment, "name" | "namespace">;

/** Overrides of a workload's deployment in this environment. */
export interface WorkloadRollout {
    readonly image?: string;
    readonly version?: string;
    readonly replicas?: number;
    readonly resources?: {
        readonly cpu?: string;
        readonly memory?: string;
        readonly cpuLimit?: string;
        readonly memoryLimit?: string;
    };
    readonly versions?: readonly WorkloadVersion[];
}
