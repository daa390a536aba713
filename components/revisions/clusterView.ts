/**
 * What was read from a cluster, as plain data: the narrow shapes that use of revisions is told from. Made by
 * `components/liveCluster`; what could not be read says why instead of looking empty.
 */
export type Reading<Item> =
    | { readonly read: true; readonly items: readonly Item[] }
    | { readonly read: false; readonly because: string };

export interface ClusterView {
    readonly namespaces: Reading<Labelled>;
    readonly pods: Reading<PodView>;
    /** Deployments, StatefulSets, DaemonSets, CronJobs, and the ReplicaSets and Jobs that none of these makes. */
    readonly workloads: Reading<WorkloadView>;
    readonly services: Reading<ServiceView>;
    /** Mutating and validating configurations. */
    readonly webhooks: Reading<WebhookView>;
    /** Gateways of the Gateway API; empty where its CRDs are not installed. */
    readonly gateways: Reading<GatewayView>;
    /** WorkloadGroups and WorkloadEntries: proxies outside of pods. */
    readonly machines: Reading<Labelled & { readonly template?: Labels }>;
    /** Istio's CRDs. */
    readonly customResourceDefinitions: Reading<Labelled>;
    /** Kubernetes, `major.minor`; `undefined` when the server did not tell. */
    readonly kubernetes: string | undefined;
}

export type Labels = Readonly<Record<string, string>>;

export interface Labelled {
    readonly kind: string;
    readonly namespace?: string;
    readonly name: string;
    readonly labels: Labels;
    readonly annotations: Labels;
}

export interface PodView extends Labelled {
    readonly phase: string;
    /** Being deleted: still runs until it is gone. */
    readonly ending: boolean;
    /** What would start it again: a Deployment rather than its ReplicaSet. */
    readonly owner?: { readonly kind: string; readonly name: string };
    /** Image of its `istio-proxy` container, native sidecar or not. */
    readonly proxyImage?: string;
    /** Of the environment of that container, what says whom it calls: `PROXY_CONFIG` and `CA_ADDR`. */
    readonly proxyEnv?: Labels;
}

export interface WorkloadView extends Labelled {
    /** Labels and annotations of the pods it would start, and the environment of their proxy if they bring one. */
    readonly template: { readonly labels: Labels; readonly annotations: Labels; readonly proxyEnv?: Labels };
    /** Images of its containers, by container. */
    readonly images: Labels;
    readonly wanted: number;
    readonly available: number;
}

export interface ServiceView extends Labelled {
    readonly selector: Labels;
    /** The host that a Service of type ExternalName is another name of. */
    readonly externalName?: string;
}

export interface WebhookView extends Labelled {
    /** `namespace/name` of every Service that its webhooks call. */
    readonly services: readonly string[];
}

export interface GatewayView extends Labelled {
    readonly className: string;
    /** `spec.infrastructure.labels`: labels of the pods that are made for it. */
    readonly podLabels: Labels;
}
