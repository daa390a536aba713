import type { Bypass } from "./capture";

/** What a policy can know of a workload. */
export interface WorkloadRef {
    readonly namespace: string;
    /** Labels of its pods. */
    readonly labels: Readonly<Record<string, string>>;
    readonly serviceAccount: string;
    /** Trust domain of its certificate where that is not the mesh's own. */
    readonly trustDomain?: string;
    /** Whether its pods get a proxy. Without one nothing is enforced there, and it has no identity elsewhere. */
    readonly injected: boolean;
    /** Numbers of its named container ports, for Services that refer to them by name. */
    readonly namedPorts?: Readonly<Record<string, number>>;
    /** Ports whose traffic its pods keep from the proxy; absent when it meets all of it. */
    readonly bypass?: Bypass;
}

/** Anything that speaks plaintext: a pod without a proxy, a node, whoever reaches the pod's address. */
export const anonymous = "anonymous" as const;
export type Client = WorkloadRef | typeof anonymous;

/** Facts about the mesh that no object under judgement carries. */
export interface Mesh {
    readonly rootNamespace: string;
    readonly trustDomain: string;
    /** Former trust domains that policies may still name; default none. */
    readonly trustDomainAliases?: readonly string[];
    /** What proxies do with hosts they are not told about where no Sidecar says it; default ALLOW_ANY, as Istio's. */
    readonly outboundTrafficPolicy?: "REGISTRY_ONLY" | "ALLOW_ANY";
    /** Default `cluster.local`. */
    readonly clusterDomain?: string;
}
