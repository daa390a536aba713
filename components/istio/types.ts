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
    /** ConfigMap only. */
    readonly data?: Readonly<Record<string, string>>;
    /** ServiceAccount only. */
    readonly automountServiceAccountToken?: boolean;
    /** Role and ClusterRole only. */
    readonly rules?: readonly Readonly<Record<string, readonly string[]>>[];
    /** RoleBinding and ClusterRoleBinding only. */
    readonly roleRef?: { readonly apiGroup: string; readonly kind: string; readonly name: string };
    /** RoleBinding and ClusterRoleBinding only. */
    readonly subjects?: readonly {
        readonly kind: string;
        readonly name: string;
        readonly namespace: string;
    }[];
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
    readonly notRequestPrincipals?: readonly string[];
    readonly ipBlocks?: readonly string[];
    readonly notIpBlocks?: readonly string[];
    readonly remoteIpBlocks?: readonly string[];
    readonly notRemoteIpBlocks?: readonly string[];
}

export interface AuthorizationOperation {
    /** Strings, as the API has them; the workload's own (target) ports. */
    readonly ports?: readonly string[];
    readonly methods?: readonly string[];
    readonly paths?: readonly string[];
    readonly hosts?: readonly string[];
    readonly notPorts?: readonly string[];
    readonly notMethods?: readonly string[];
    readonly notPaths?: readonly string[];
    readonly notHosts?: readonly string[];
}

export interface AuthorizationRule {
    readonly from?: readonly { readonly source: AuthorizationSource }[];
    readonly to?: readonly { readonly operation: AuthorizationOperation }[];
    readonly when?: readonly {
        readonly key: string;
        readonly values?: readonly string[];
        readonly notValues?: readonly string[];
    }[];
}

/** `{}` (no action, no rules) is ALLOW with nothing allowed: deny all. `rules: [{}]` allows everything. */
export interface AuthorizationPolicySpec {
    readonly selector?: WorkloadSelector;
    readonly action?: "ALLOW" | "DENY" | "CUSTOM" | "AUDIT";
    /** Name of an extension provider of the mesh config; on CUSTOM only. */
    readonly provider?: { readonly name: string };
    readonly rules?: readonly AuthorizationRule[];
}
export type AuthorizationPolicy = Manifest<"AuthorizationPolicy", AuthorizationPolicySpec>;

export interface RequestAuthenticationSpec {
    readonly selector?: WorkloadSelector;
    readonly jwtRules: readonly {
        readonly issuer: string;
        readonly audiences?: readonly string[];
        readonly jwksUri?: string;
        readonly jwks?: string;
        readonly forwardOriginalToken?: boolean;
    }[];
}
export type RequestAuthentication = Manifest<"RequestAuthentication", RequestAuthenticationSpec>;

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

export interface ClientTls {
    readonly mode: "DISABLE" | "SIMPLE" | "MUTUAL" | "ISTIO_MUTUAL";
    readonly sni?: string;
    readonly subjectAltNames?: readonly string[];
    readonly caCertificates?: string;
    readonly credentialName?: string;
}

export type ConsistentHash =
    | { readonly httpHeaderName: string }
    | { readonly httpCookie: { readonly name: string; readonly ttl: string; readonly path?: string } }
    | { readonly useSourceIp: true }
    | { readonly httpQueryParameterName: string };

export interface LocalityLbSetting {
    readonly enabled?: boolean;
    readonly failover?: readonly { readonly from: string; readonly to: string }[];
    readonly failoverPriority?: readonly string[];
    readonly distribute?: readonly { readonly from: string; readonly to: Readonly<Record<string, number>> }[];
}

export interface TrafficPolicy {
    readonly loadBalancer?:
        | {
              readonly simple: "LEAST_REQUEST" | "ROUND_ROBIN" | "RANDOM" | "PASSTHROUGH";
              readonly localityLbSetting?: LocalityLbSetting;
          }
        | { readonly consistentHash: ConsistentHash; readonly localityLbSetting?: LocalityLbSetting };
    readonly connectionPool?: {
        readonly tcp?: { readonly maxConnections?: number };
        readonly http?: {
            readonly http1MaxPendingRequests?: number;
            readonly http2MaxRequests?: number;
            readonly maxRequestsPerConnection?: number;
            readonly maxRetries?: number;
            readonly idleTimeout?: string;
        };
    };
    readonly retryBudget?: { readonly percent: number; readonly minRetryConcurrency?: number };
    readonly tls?: ClientTls;
    readonly portLevelSettings?: readonly (Omit<TrafficPolicy, "portLevelSettings"> & {
        readonly port: { readonly number: number };
    })[];
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
    readonly trafficPolicy?: TrafficPolicy;
    readonly subsets?: readonly {
        readonly name: string;
        readonly labels?: Readonly<Record<string, string>>;
        readonly trafficPolicy?: TrafficPolicy;
    }[];
}
export type DestinationRule = Manifest<"DestinationRule", DestinationRuleSpec>;

export type StringMatch =
    | { readonly exact: string }
    | { readonly prefix: string }
    | { readonly regex: string };

export interface HttpMatch {
    readonly name?: string;
    readonly uri?: StringMatch;
    readonly method?: StringMatch;
    readonly authority?: StringMatch;
    readonly headers?: Readonly<Record<string, StringMatch>>;
    readonly sourceNamespace?: string;
    readonly sourceLabels?: Readonly<Record<string, string>>;
    readonly port?: number;
    readonly gateways?: readonly string[];
}

export interface Destination {
    readonly host: string;
    readonly subset?: string;
    readonly port?: { readonly number: number };
}

export interface CorsPolicy {
    readonly allowOrigins: readonly StringMatch[];
    readonly allowMethods?: readonly string[];
    readonly allowHeaders?: readonly string[];
    readonly exposeHeaders?: readonly string[];
    readonly allowCredentials?: boolean;
    readonly maxAge?: string;
    /** FORWARD sends a preflight from an origin that is not allowed on; IGNORE answers it without CORS headers. */
    readonly unmatchedPreflights?: "FORWARD" | "IGNORE";
}

export interface HttpRoute {
    readonly name: string;
    readonly match?: readonly HttpMatch[];
    readonly route: readonly { readonly destination: Destination; readonly weight?: number }[];
    readonly timeout?: string;
    readonly retries?: {
        readonly attempts: number;
        readonly perTryTimeout?: string;
        readonly retryOn?: string;
        readonly backoff?: string;
        readonly retryIgnorePreviousHosts?: boolean;
    };
    readonly fault?: {
        readonly delay?: { readonly fixedDelay: string; readonly percentage: { readonly value: number } };
        readonly abort?: { readonly httpStatus: number; readonly percentage: { readonly value: number } };
    };
    readonly mirrors?: readonly {
        readonly destination: Destination;
        readonly percentage?: { readonly value: number };
    }[];
    readonly corsPolicy?: CorsPolicy;
    /** Instead of destinations, of which there are then none. */
    readonly redirect?: { readonly scheme: "https"; readonly redirectCode: number };
    readonly headers?: { readonly request: { readonly remove: readonly string[] } };
}

/** A route of a TLS connection that is not terminated, by the name it asks for. */
export interface TlsRoute {
    readonly match: readonly {
        readonly sniHosts: readonly string[];
        readonly port?: number;
        readonly gateways?: readonly string[];
        readonly sourceNamespace?: string;
        readonly sourceLabels?: Readonly<Record<string, string>>;
    }[];
    readonly route: readonly { readonly destination: Destination; readonly weight?: number }[];
}

export interface TcpRoute {
    readonly match?: readonly { readonly port?: number; readonly gateways?: readonly string[] }[];
    readonly route: readonly { readonly destination: Destination; readonly weight?: number }[];
}

export interface VirtualServiceSpec {
    readonly hosts: readonly string[];
    readonly gateways: readonly string[];
    readonly exportTo: readonly string[];
    readonly http?: readonly HttpRoute[];
    readonly tls?: readonly TlsRoute[];
    readonly tcp?: readonly TcpRoute[];
}
export type VirtualService = Manifest<"VirtualService", VirtualServiceSpec>;

export interface ServiceEntrySpec {
    readonly hosts: readonly string[];
    readonly exportTo: readonly string[];
    readonly location: "MESH_EXTERNAL" | "MESH_INTERNAL";
    readonly resolution: "DNS" | "STATIC" | "NONE";
    readonly ports: readonly {
        readonly number: number;
        readonly name: string;
        readonly protocol: string;
        readonly targetPort?: number;
    }[];
}
export type ServiceEntry = Manifest<"ServiceEntry", ServiceEntrySpec>;

export interface GatewayServer {
    readonly name: string;
    readonly port: { readonly number: number; readonly name: string; readonly protocol: string };
    readonly hosts: readonly string[];
    readonly tls?: {
        readonly mode?: "SIMPLE" | "MUTUAL" | "ISTIO_MUTUAL" | "PASSTHROUGH";
        readonly credentialName?: string;
        readonly httpsRedirect?: boolean;
        readonly minProtocolVersion?: "TLSV1_2" | "TLSV1_3";
    };
}
export interface GatewaySpec {
    readonly selector: Readonly<Record<string, string>>;
    readonly servers: readonly GatewayServer[];
}
export type GatewayManifest = Manifest<"Gateway", GatewaySpec>;

/** Envoy configuration as data: the API of Envoy, not of Istio, so nothing but its own validation checks it. */
export interface EnvoyFilterSpec {
    readonly workloadSelector?: { readonly labels: Readonly<Record<string, string>> };
    readonly priority?: number;
    readonly configPatches: readonly {
        readonly applyTo: string;
        readonly match: Readonly<Record<string, unknown>>;
        readonly patch: { readonly operation: string; readonly value?: unknown };
    }[];
}
export type EnvoyFilter = Manifest<"EnvoyFilter", EnvoyFilterSpec>;

/** cert-manager's own fields; its validation is the reference. */
export type Certificate = Manifest<"Certificate", Readonly<Record<string, unknown>>>;
export type Issuer = Manifest<"Issuer", Readonly<Record<string, unknown>>>;

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

export type ConfigMap = Manifest<"ConfigMap", never>;

/** API versions of everything emitted, in one place; one current version per kind (INS-22). */
export const apiVersions = {
    AuthorizationPolicy: "security.istio.io/v1",
    PeerAuthentication: "security.istio.io/v1",
    RequestAuthentication: "security.istio.io/v1",
    Gateway: "networking.istio.io/v1",
    // The only version it is served in.
    EnvoyFilter: "networking.istio.io/v1alpha3",
    Certificate: "cert-manager.io/v1",
    Issuer: "cert-manager.io/v1",
    DestinationRule: "networking.istio.io/v1",
    ServiceEntry: "networking.istio.io/v1",
    Sidecar: "networking.istio.io/v1",
    VirtualService: "networking.istio.io/v1",
    Telemetry: "telemetry.istio.io/v1",
    // Of the Prometheus operator, where one runs.
    PodMonitor: "monitoring.coreos.com/v1",
    ServiceMonitor: "monitoring.coreos.com/v1",
    PrometheusRule: "monitoring.coreos.com/v1",
    NetworkPolicy: "networking.k8s.io/v1",
    Namespace: "v1",
    ConfigMap: "v1",
    Service: "v1",
    ServiceAccount: "v1",
    Role: "rbac.authorization.k8s.io/v1",
    RoleBinding: "rbac.authorization.k8s.io/v1",
    ClusterRole: "rbac.authorization.k8s.io/v1",
    ClusterRoleBinding: "rbac.authorization.k8s.io/v1",
    PersistentVolumeClaim: "v1",
    DaemonSet: "apps/v1",
    Deployment: "apps/v1",
    StatefulSet: "apps/v1",
    Job: "batch/v1",
    CronJob: "batch/v1",
    PodDisruptionBudget: "policy/v1",
} as const;
export type EmittedKind = keyof typeof apiVersions;
