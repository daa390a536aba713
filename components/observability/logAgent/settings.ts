import type { Timing } from "../collector/settings";

/** Plain data that the log agent's configuration is built from. */
export interface LogAgentSettings {
    /** Of the program that will read it: components were renamed over time. */
    readonly version: string;
    readonly listen: {
        readonly host: string;
        readonly ports: { readonly health: number; readonly ownMetrics: number };
    };
    /** Where a node keeps the logs of its pods, by `namespace_pod_uid/container/restart.log`. */
    readonly podLogs: string;
    /** Pods whose lines are not read, as `namespace` and the beginning of the pod's name. */
    readonly unread: readonly { readonly namespace: string; readonly pod: string }[];
    /** Whether pods are looked up at the API server, and with which credentials. */
    readonly kubernetes?: "serviceAccount" | "kubeConfig";
    readonly loki: { readonly url: string };
    readonly memoryLimitMib: number;
    /** Folder for how far files were read and for what waits to be sent. */
    readonly stateFolder: string;
    readonly queueBytes: number;
    readonly environment: string;
    readonly cluster: string;
    readonly timing: Pick<Timing, "batch">;
}

/** Variable with the name of the agent's node: it asks the API server for that node's pods alone. */
export const nodeVariable = "KUBE_NODE_NAME";
