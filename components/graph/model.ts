import type { Id } from "./id";
import type { Platform } from "./platform";

export type { Id } from "./id";

/**
 * The service graph: what a team declared (intent, from the catalogue) joined with where this stack stands
 * (rollout state). Parsed and validated once; nothing downstream sees an unparsed graph.
 *
 * Every map iterates in code-unit order of its keys, so whatever is derived from a graph is deterministic.
 */

/** How far a namespace is on its way into the mesh; one axis, so that nonsense cannot be written. */
export type Stage = "off" | "observed" | "audit" | "enforced";

/**
 * How far a stack is taken back: `observed` keeps the proxies and lets everything pass, `uninjected` starts no new
 * proxy either, `unmeshed` leaves nothing of Istio.
 */
export type RollbackTarget = "observed" | "uninjected" | "unmeshed";

/** Protocols a port may carry. `store` traffic is plain `tcp` or `tls` to the mesh. */
export type PortProtocol = "http" | "http2" | "grpc" | "tcp" | "tls";

export type ProfileName = "strict" | "moderate" | "lenient" | "store";

export interface ServiceGraph {
    readonly namespaces: ReadonlyMap<string, GraphNamespace>;
    readonly workloads: ReadonlyMap<Id, Workload>;
    readonly services: ReadonlyMap<Id, Service>;
    /** By name: stores are shared, so their names are unique over the whole catalogue. */
    readonly stores: ReadonlyMap<string, Store>;
    /** By host. */
    readonly externals: ReadonlyMap<string, External>;
    /** Edges to services that the caller declared and the callee accepted, sorted by caller, then callee. */
    readonly calls: readonly Call[];
    readonly storeCalls: readonly StoreCall[];
    readonly externalCalls: readonly ExternalCall[];
    /** Ways in from public hosts, sorted by public host, then path. */
    readonly routes: readonly Route[];
    /** Named faults that this stack injects, sorted by name. */
    readonly experiments: readonly Experiment[];
    /** What the platform owns in this environment. */
    readonly platform: Platform;
}

export interface GraphNamespace {
    readonly name: string;
    /** Where in the catalogue it stands, for messages. */
    readonly file: string;
    readonly owners: readonly string[];
    readonly stage: Stage;
    /** ISO date (YYYY-MM-DD) by which `observed` or `audit` must have been left; absent on other stages. */
    readonly until?: string;
    /** The revision tag whose proxies this namespace gets; absent when the stage is `off`. */
    readonly tag?: string;
    /** Whether this program also deploys the namespace's workloads. */
    readonly deploy: boolean;
    /** Whether pods that this program deploys restart in the update that moves the tag; absent: they do not. */
    readonly rollWithTag?: boolean;
    /** Present while the stack is rolled back: then the stage is the rollback's, and `from` is the declared one. */
    readonly rollback?: {
        readonly to: RollbackTarget;
        readonly from: Stage;
        readonly reason: string;
        /** ISO date of its last day. */
        readonly until: string;
    };
}

export interface Workload {
    readonly id: Id;
    readonly namespace: string;
    readonly name: string;
    /** Labels that select its pods; never empty. */
    readonly selector: Readonly<Record<string, string>>;
    readonly serviceAccount: string;
    /** Absent when the team deploys it by other means. */
    readonly deployment?: WorkloadDeployment;
    /** Tags of its spans beside those of the mesh, by name (TRC-12). */
    readonly spanTags?: Readonly<Record<string, string>>;
    /** Further versions that run beside it under the same identity (canary, blue-green), sorted by version. */
    readonly versions?: readonly WorkloadVersion[];
}

/** A second deployment of a workload: everything is the workload's own but what stands here. */
export interface WorkloadVersion {
    readonly version: string;
    readonly image: string;
    readonly replicas: number;
}

export type WorkloadKind = "Deployment" | "StatefulSet" | "Job" | "CronJob";

/** What is needed to run a workload; sizes and image come from the stack where it says so. */
export interface WorkloadDeployment {
    readonly kind: WorkloadKind;
    readonly image: string;
    /** Value of the `version` label. */
    readonly version: string;
    readonly replicas: number;
    /** Cron expression; on a CronJob only. */
    readonly schedule?: string;
    readonly command?: readonly string[];
    readonly args?: readonly string[];
    readonly env: Readonly<Record<string, string>>;
    /** HTTP or TCP probe used for readiness and liveness; absent on jobs. */
    readonly probe?: { readonly path?: string; readonly port: number };
    readonly resources: {
        readonly cpu: string;
        readonly memory: string;
        readonly cpuLimit: string;
        readonly memoryLimit: string;
    };
    /** Directories the program may write to; each becomes an emptyDir on the read-only root. */
    readonly writable: readonly string[];
    /** Persistent volumes of a StatefulSet. */
    readonly volumes: readonly { readonly name: string; readonly mountPath: string; readonly size: string }[];
    /** A folder with the entries of a ConfigMap as files; on what the platform itself runs. */
    readonly files?: { readonly configMap: string; readonly mountPath: string };
}

export interface Service {
    readonly id: Id;
    readonly namespace: string;
    readonly name: string;
    /** Fully qualified: `name.namespace.svc.cluster.local`. */
    readonly host: string;
    /** Id of the workload that serves it; two services may share one. */
    readonly workload: Id;
    readonly headless: boolean;
    /** Sorted by name; at least one. */
    readonly ports: readonly ServicePort[];
    /** Sorted by name; empty on a service without an HTTP or gRPC port. */
    readonly operations: readonly Operation[];
    readonly profile: ProfileName;
    /** Sorted by name. */
    readonly subsets: readonly Subset[];
    readonly traffic: Traffic;
    readonly connectionPool: ConnectionPool;
    readonly outlierDetection: OutlierDetection;
    /** Requests that go to one version because of what they carry, in the order they are tried. */
    readonly versionRoutes?: readonly VersionRoute[];
    /** How the rest is shared between versions; absent: all endpoints alike. */
    readonly share?: TrafficShare;
    /** A copy of the requests goes to this version and its answers are thrown away. */
    readonly mirror?: { readonly subset: string; readonly percent: number };
    readonly rateLimits?: readonly RateLimit[];
    readonly retryBudget?: { readonly percent: number; readonly minConcurrency: number };
    readonly slo?: ServiceObjective;
}

/** What a service promises over 30 days, in percent of its requests. */
export interface ServiceObjective {
    /** Share that must be answered without a fault of the server (no 5xx, no failure to reach it), such as 99.9. */
    readonly availability: number;
    /** Share that must be answered within a time that is a boundary of Istio's histogram of durations. */
    readonly latency?: { readonly percent: number; readonly withinMs: number };
}

/** Matches when everything it names does. */
export interface VersionRoute {
    readonly name: string;
    /** Exact values by header name, lower case. */
    readonly headers: Readonly<Record<string, string>>;
    /** Exact, or a prefix when it ends in `/*`; absent: any path. */
    readonly path?: string;
    readonly subset: string;
    readonly timeout?: string;
}

/** `external`: a progressive-delivery controller writes the weights and this program leaves them alone. */
export type TrafficShare =
    | {
          readonly kind: "weights";
          readonly weights: readonly { readonly subset: string; readonly weight: number }[];
      }
    | {
          readonly kind: "external";
          /** Subset that has everything until the controller changes it; absent: the first. */
          readonly initial?: string;
      };

export interface RateLimit {
    readonly requests: number;
    readonly per: "second" | "minute" | "hour" | "day";
    /** `replica`: each proxy counts for itself; `mesh`: the rate-limit service counts for all. */
    readonly scope: "replica" | "mesh";
    /** Absent: all requests share one count. */
    readonly by?: "clientIp";
    /** Operation it holds for; absent: all. */
    readonly operation?: string;
}

export interface ServicePort {
    readonly name: string;
    readonly port: number;
    /** Numeric: an AuthorizationPolicy judges the port the workload listens on, never the Service's. */
    readonly targetPort: number;
    readonly protocol: PortProtocol;
}

/**
 * What can be asked of a service. A path is exact, or a prefix when it ends in `/*`. gRPC methods are already
 * written as paths (`/package.Service/Method`, POST).
 */
export interface Operation {
    readonly name: string;
    /** Sorted; at least one. */
    readonly methods: readonly string[];
    /** Sorted; at least one. */
    readonly paths: readonly string[];
    /** Names of the ports it is served on, sorted; at least one. */
    readonly ports: readonly string[];
}

export interface Subset {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
}

/** Durations are Istio's strings (`250ms`, `30s`, `1m`). */
export interface Traffic {
    /** Absent on a stream: no timeout ends it. */
    readonly timeout?: string;
    readonly retries: Retries;
    readonly loadBalancer: LoadBalancer;
    /** Absent: the mesh's own, which prefers near pods while they are healthy. */
    readonly locality?: Locality;
}

export interface Retries {
    /** Retries after the first try; 0 switches them off. */
    readonly attempts: number;
    readonly perTryTimeout?: string;
    /** Envoy's retry conditions, sorted. */
    readonly on: readonly string[];
    /** Base of the exponential back-off between tries; absent: Envoy's 25ms. It grows to ten times itself. */
    readonly backoff?: string;
}

export type LoadBalancer =
    | { readonly kind: "leastRequest" | "roundRobin" | "random" }
    | ({ readonly kind: "hash" } & HashKey);

/** Requests alike in this go to the same pod. A cookie without `ttl` lives as long as the client's session. */
export type HashKey =
    | { readonly header: string }
    | { readonly cookie: { readonly name: string; readonly ttl?: string } }
    | { readonly sourceIp: true }
    | { readonly query: string };

/**
 * Which pods a caller prefers by where they run. `nearest`: its own zone, then its region, then anywhere.
 * `labels`: those that share these node labels with it, compared in order, so that the first to differ decides.
 */
export type Locality =
    | { readonly kind: "nearest" | "anywhere" }
    | { readonly kind: "labels"; readonly labels: readonly string[] };

export interface ConnectionPool {
    readonly maxConnections: number;
    readonly maxRequestsPerConnection?: number;
    readonly http1MaxPendingRequests?: number;
    /** Requests in flight, whatever the protocol. */
    readonly maxRequests?: number;
}

export interface OutlierDetection {
    readonly consecutive5xxErrors: number;
    readonly interval: string;
    readonly baseEjectionTime: string;
    /** Per cent of the endpoints, 1 to 100. */
    readonly maxEjectionPercent: number;
    readonly minHealthPercent?: number;
}

/** A database, cache or broker somebody else runs. */
export interface Store {
    readonly name: string;
    /** Namespace whose catalogue file declares it; that namespace owns its objects. */
    readonly namespace: string;
    readonly host: string;
    readonly port: number;
    readonly protocol: "tcp" | "tls";
    readonly owner: string;
    /** Why it is reached without mesh identity (MTL-07). */
    readonly reason: string;
    readonly loadBalancer: LoadBalancer;
    readonly connectionPool: ConnectionPool;
}

/** A host outside the cluster. */
export interface External {
    readonly host: string;
    /** Namespace whose catalogue file declares it; that namespace owns its objects. */
    readonly namespace: string;
    readonly port: number;
    readonly protocol: "tls" | "http";
    readonly owner: string;
    /** How long a request may take; absent: as long as it takes. On `http` only. */
    readonly timeout?: string;
    /** The proxy speaks TLS to the host for callers that speak plain HTTP to it; on `http` only. */
    readonly originate?: {
        readonly port: number;
        /** Names the certificate must carry; never empty. */
        readonly subjectAltNames: readonly string[];
        /** Secret of the egress gateway's namespace with the authority; absent: the system's authorities. */
        readonly caSecret?: string;
    };
}

/**
 * A way in: requests for the path on a public host go to the service. Declared by the namespace that owns the
 * service, so it is the callee's own word, and the gateway's identity is accepted for exactly these operations.
 */
export interface Route {
    /** Namespace that declares it and owns the service. */
    readonly namespace: string;
    /** Logical name of the public host. */
    readonly publicHost: string;
    /** Exact, or a prefix when it ends in `/*`. */
    readonly path: string;
    /** Service id. */
    readonly service: Id;
    /** Operation names, sorted; at least one. */
    readonly operations: readonly string[];
    /** What a request must prove. `open` carries the reason why it proves nothing. */
    readonly access: RouteAccess;
    readonly cors?: Cors;
    readonly rateLimits: readonly RateLimit[];
    /** Where it differs from the service's own timeout. */
    readonly timeout?: string;
}

export interface RouteAccess {
    /** A token of this issuer, with all of these claims (any of the values each). */
    readonly token?: {
        readonly issuer: string;
        readonly claims: readonly { readonly claim: string; readonly values: readonly string[] }[];
    };
    /** Name of an external authorization service that is asked as well. */
    readonly authorizer?: string;
    /** Why the route is open to anyone; exactly when neither of the others is there. */
    readonly open?: string;
}

export interface Cors {
    /** Exact origins such as `https://app.example.com`; never a wildcard. */
    readonly origins: readonly string[];
    readonly methods: readonly string[];
    readonly headers: readonly string[];
    readonly exposeHeaders: readonly string[];
    readonly credentials: boolean;
    readonly maxAge?: string;
}

/** A named fault, injected only into requests that ask for it by header. */
export interface Experiment {
    readonly name: string;
    readonly namespace: string;
    /** Service id. */
    readonly service: Id;
    readonly header: { readonly name: string; readonly value: string };
    readonly delay?: { readonly fixed: string; readonly percent: number };
    readonly abort?: { readonly status: number; readonly percent: number };
    /** Callers it is limited to (workload ids); empty: all. */
    readonly callers: readonly Id[];
    /** ISO date of its last day. */
    readonly until: string;
}

/** An edge: it exists because the caller declared it and the callee accepted it. */
export interface Call {
    /** Workload id. */
    readonly from: Id;
    /** Service id. */
    readonly to: Id;
    /** Operation names, sorted; empty when the service has no operations (plain TCP: all its ports). */
    readonly operations: readonly string[];
    /** The caller's own patience, where it differs from the service's timeout. */
    readonly timeout?: string;
}

export interface StoreCall {
    readonly from: Id;
    readonly store: string;
}

export interface ExternalCall {
    readonly from: Id;
    readonly external: string;
}
