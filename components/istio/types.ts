/**
 * The narrow shapes of the kinds we emit. Field names and nesting are the upstream APIs' own; only what we use
 * is here. Everything is plain data, so a manifest can be compared, serialised, judged and registered.
 */

export interface ObjectMeta {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
}

/** Any Kubernetes object as data. `spec` is absent on kinds that have none (ServiceAccount). */
export interface Manifest<Kind extends string = string, Spec = unknown> {
    readonly apiVersion: string;
    readonly kind: Kind;
    readonly metadata: ObjectMeta;
    readonly spec?: Spec;
    /** ServiceAccount only. */
    readonly automountServiceAccountToken?: boolean;
}

export interface WorkloadSelector {
    readonly matchLabels: Readonly<Record<string, string>>;
}

export interface AuthorizationSource {
    readonly principals?: readonly string[];
    readonly notPrincipals?: readonly string[];
    readonly namespaces?: readonly string[];
    readonly notNamespaces?: readonly string[];
    readonly requestPrincipals?: readonly string[];
    readonly ipBlocks?: readonly string[];
}

export interface AuthorizationOperation {
    /** Strings, as the API has them; the workload's own (target) ports. */
    readonly ports?: readonly string[];
    readonly methods?: readonly string[];
    readonly paths?: readonly string[];
    readonly hosts?: readonly string[];
}

export interface AuthorizationRule {
    readonly from?: readonly { readonly source: AuthorizationSource }[];
    readonly to?: readonly { readonly operation: AuthorizationOperation }[];
    readonly when?: readonly { readonly key: string; readonly values?: readonly string[] }[];
}

/** `{}` (no action, no rules) is ALLOW with nothing allowed: deny all. `rules: [{}]` allows everything. */
export interface AuthorizationPolicySpec {
    readonly selector?: WorkloadSelector;
    readonly action?: "ALLOW" | "DENY" | "CUSTOM" | "AUDIT";
    readonly rules?: readonly AuthorizationRule[];
}
export type AuthorizationPolicy = Manifest<"AuthorizationPolicy", AuthorizationPolicySpec>;

export type MutualTlsMode = "STRICT" | "PERMISSIVE" | "DISABLE" | "UNSET";
export interface PeerAuthenticationSpec {
    readonly selector?: WorkloadSelector;
    readonly mtls?: { readonly mode: MutualTlsMode };
    readonly portLevelMtls?: Readonly<Record<string, { readonly mode: MutualTlsMode }>>;
}
export type PeerAuthentication = Manifest<"PeerAuthentication", PeerAuthenticationSpec>;

export interface SidecarSpec {
    readonly workloadSelector?: { readonly labels: Readonly<Record<string, string>> };
    readonly egress: readonly { readonly hosts: readonly string[] }[];
    readonly outboundTrafficPolicy: { readonly mode: "REGISTRY_ONLY" | "ALLOW_ANY" };
}
export type Sidecar = Manifest<"Sidecar", SidecarSpec>;

export interface TrafficPolicy {
    readonly loadBalancer?:
        | { readonly simple: "LEAST_REQUEST" | "ROUND_ROBIN" | "RANDOM" }
        | { readonly consistentHash: { readonly httpHeaderName: string } };
    readonly connectionPool?: {
        readonly tcp?: { readonly maxConnections?: number };
        readonly http?: {
            readonly http1MaxPendingRequests?: number;
            readonly maxRequestsPerConnection?: number;
        };
    };
    readonly outlierDetection?: {
        readonly consecutive5xxErrors?: number;
        readonly interval?: string;
        readonly baseEjectionTime?: string;
        readonly maxEjectionPercent?: number;
        readonly minHealthPercent?: number;
    };
}
export interface DestinationRuleSpec {
    readonly host: string;
    readonly exportTo: readonly string[];
    readonly trafficPolicy: TrafficPolicy;
    readonly subsets?: readonly {
        readonly name: string;
        readonly labels: Readonly<Record<string, string>>;
    }[];
}
export type DestinationRule = Manifest<"DestinationRule", DestinationRuleSpec>;

export interface HttpRoute {
    readonly name: string;
    readonly match?: readonly {
        readonly sourceNamespace?: string;
        readonly sourceLabels?: Readonly<Record<string, string>>;
        readonly port?: number;
    }[];
    readonly route: readonly {
        readonly destination: {
            readonly host: string;
            readonly subset?: string;
            readonly port?: { readonly number: number };
        };
        readonly weight?: number;
    }[];
    readonly timeout?: string;
    readonly retries?: {
        readonly attempts: number;
        readonly perTryTimeout?: string;
        readonly retryOn?: string;
    };
}
export interface VirtualServiceSpec {
    readonly hosts: readonly string[];
    readonly gateways: readonly string[];
    readonly exportTo: readonly string[];
    readonly http: readonly HttpRoute[];
}
export type VirtualService = Manifest<"VirtualService", VirtualServiceSpec>;

export interface ServiceEntrySpec {
    readonly hosts: readonly string[];
    readonly exportTo: readonly string[];
    readonly location: "MESH_EXTERNAL" | "MESH_INTERNAL";
    readonly resolution: "DNS" | "STATIC" | "NONE";
    readonly ports: readonly { readonly number: number; readonly name: string; readonly protocol: string }[];
}
export type ServiceEntry = Manifest<"ServiceEntry", ServiceEntrySpec>;

export interface NetworkPolicyPeer {
    readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly podSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}
export interface NetworkPolicyPort {
    readonly protocol: "TCP" | "UDP";
    readonly port: number;
}
export interface NetworkPolicySpec {
    readonly podSelector: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly policyTypes: readonly ("Ingress" | "Egress")[];
    readonly ingress?: readonly {
        readonly from?: readonly NetworkPolicyPeer[];
        readonly ports?: readonly NetworkPolicyPort[];
    }[];
    readonly egress?: readonly {
        readonly to?: readonly NetworkPolicyPeer[];
        readonly ports?: readonly NetworkPolicyPort[];
    }[];
}
export type NetworkPolicy = Manifest<"NetworkPolicy", NetworkPolicySpec>;

/** API versions of everything emitted, in one place; one current version per kind (INS-22). */
export const apiVersions = {
    AuthorizationPolicy: "security.istio.io/v1",
    PeerAuthentication: "security.istio.io/v1",
    DestinationRule: "networking.istio.io/v1",
    ServiceEntry: "networking.istio.io/v1",
    Sidecar: "networking.istio.io/v1",
    VirtualService: "networking.istio.io/v1",
    NetworkPolicy: "networking.k8s.io/v1",
    Namespace: "v1",
    Service: "v1",
    ServiceAccount: "v1",
    Deployment: "apps/v1",
    StatefulSet: "apps/v1",
    Job: "batch/v1",
    CronJob: "batch/v1",
    PodDisruptionBudget: "policy/v1",
} as const;
export type EmittedKind = keyof typeof apiVersions;
