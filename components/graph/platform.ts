import type { Id } from "./id";
import type { Observability } from "./observability";

/**
 * What the platform owns and namespaces use by name: the ways in and out, the public hosts, who vouches for
 * end users. It is environment state (the stack file), because hostnames, issuers and sizes differ there; the
 * catalogue refers to it by names alone.
 */
export interface Platform {
    /** By name. */
    readonly gateways: ReadonlyMap<string, Gateway>;
    /** By the logical name the catalogue uses. */
    readonly publicHosts: ReadonlyMap<string, PublicHost>;
    /** By name. */
    readonly issuers: ReadonlyMap<string, CertificateIssuer>;
    /** What keeps the certificates; absent where no issuer is declared and it was not asked for. */
    readonly certManager?: CertManager;
    /** Issuers of end users' tokens, by name. */
    readonly tokens: ReadonlyMap<string, TokenIssuer>;
    /** External authorization services, by name. */
    readonly authorizers: ReadonlyMap<string, Authorizer>;
    /** Counts requests for the whole mesh; absent: only limits per replica exist. */
    readonly rateLimitService?: RateLimitService;
    /** What watches the mesh; absent: nothing of it is this program's. */
    readonly observability?: Observability;
    /** Highest number of tries one request may come to anywhere behind its caller. */
    readonly callBudget: CallBudget;
    /** Whether named experiments (injected faults) may run in this environment at all. */
    readonly experimentsAllowed: boolean;
}

export const emptyPlatform: Platform = {
    gateways: new Map(),
    publicHosts: new Map(),
    issuers: new Map(),
    tokens: new Map(),
    authorizers: new Map(),
    callBudget: { warnAbove: 12, refuseAbove: 48 },
    experimentsAllowed: false,
};

/** One gateway: a chart release, its Service and its identity all have this name. */
export interface Gateway {
    readonly name: string;
    readonly kind: "ingress" | "egress";
    /** Namespace of its pods; its Gateway object must stand there too (PILOT_SCOPE_GATEWAY_TO_NAMESPACE). */
    readonly namespace: string;
    /** Revision tag its proxy follows. */
    readonly tag: string;
    /** Further pods behind the same Service and identity, whose proxy follows another tag. */
    readonly canary?: { readonly tag: string; readonly replicas: number };
    /** Labels the official chart puts on its pods and our objects select: `istio: <name without "istio-">`. */
    readonly selector: Readonly<Record<string, string>>;
    /** The chart names it after the release. */
    readonly serviceAccount: string;
    readonly replicas: number;
    readonly maxReplicas: number;
    readonly resources: {
        readonly cpu: string;
        readonly memory: string;
        readonly cpuLimit: string;
        readonly memoryLimit: string;
    };
    /** On an ingress gateway only. */
    readonly ingress?: IngressSettings;
    /** On an egress gateway only: the port sidecars reach it on (EGR-01). */
    readonly egress?: { readonly port: number };
}

export interface IngressSettings {
    readonly serviceType: "LoadBalancer" | "NodePort" | "ClusterIP";
    /** Cloud load balancer settings. */
    readonly serviceAnnotations: Readonly<Record<string, string>>;
    /** CIDR ranges that may connect at all; empty means any. */
    readonly sourceRanges: readonly string[];
    /** Whether port 80 only redirects to HTTPS (GWY-03); if not, it serves the same routes in plain text. */
    readonly redirectToHttps: boolean;
    /** Proxies in front of the gateway that append to X-Forwarded-For; decides which address is the client's. */
    readonly trustedProxies: number;
}

/** A hostname the platform lends to namespaces, who own routes on it. */
export interface PublicHost {
    /** Logical name, the same in every environment. */
    readonly name: string;
    readonly hostname: string;
    /** Name of the ingress gateway it is served by. */
    readonly gateway: string;
    /** `https` is port 443, `grpc` is port 8443 (GWY-01, GWY-02), `passthrough` is 15443 with TLS left alone. */
    readonly servers: readonly ("https" | "grpc" | "passthrough")[];
    /** Absent on a host that is only passed through. */
    readonly certificate?: { readonly issuer: string } | { readonly secret: string };
    /** Where a passed-through connection ends: a service's id and the number of its `tls` port. */
    readonly passthrough?: { readonly service: Id; readonly port: number };
    /** CIDR ranges whose clients may use the host; empty means any. Judged on the client's address. */
    readonly sourceRanges: readonly string[];
}

/** Becomes a cert-manager Issuer in each gateway namespace that needs it. */
export type CertificateIssuer = { readonly name: string } & (
    | { readonly kind: "selfSigned" }
    /** A Secret of the gateway's namespace with tls.crt and tls.key of the authority. */
    | { readonly kind: "ca"; readonly secret: string }
    | {
          readonly kind: "vault";
          readonly server: string;
          readonly path: string;
          readonly role: string;
          /** Vault's mount of Kubernetes authentication; cert-manager signs in as the gateway namespace's account. */
          readonly mount: string;
          readonly serviceAccount: string;
          /** A Secret with ca.crt that Vault's own certificate is checked with; absent: public authorities. */
          readonly caSecret?: string;
      }
    /** Proves that a host is ours over HTTP-01, through the gateway that serves it. */
    | { readonly kind: "acme"; readonly server: string; readonly email: string }
);

export interface CertManager {
    /** Whether this program installs it; if not, one that others run is used. */
    readonly install: boolean;
    readonly namespace: string;
    /** Account of its controller: it alone may ask for the tokens that sign in to Vault. */
    readonly serviceAccount: string;
}

/** Who issues end users' tokens. */
export interface TokenIssuer {
    readonly name: string;
    /** The `iss` claim, exact. */
    readonly issuer: string;
    /** Where istiod (not the proxy) fetches the keys; absent when they are inline. */
    readonly jwksUri?: string;
    /** A JSON Web Key Set as text. */
    readonly jwks?: string;
    /** Audiences that are accepted; empty accepts any. */
    readonly audiences: readonly string[];
}

/** A service that is asked about each request before it passes; when it cannot answer, the request is refused. */
export interface Authorizer {
    readonly name: string;
    readonly protocol: "http" | "grpc";
    /** Fully qualified host of a Service. */
    readonly host: string;
    readonly port: number;
    readonly timeout: string;
    /** Request headers it is sent, on HTTP. */
    readonly includeHeaders: readonly string[];
    /** Headers of its answer that the upstream gets, on HTTP. */
    readonly forwardHeaders: readonly string[];
}

/** Envoy's rate-limit service and the Redis it counts in. */
export interface RateLimitService {
    readonly namespace: string;
    /** Revision tag its proxies follow. */
    readonly tag: string;
    readonly replicas: number;
    /** What a proxy does when the service does not answer: pass (false) or refuse (true). */
    readonly failClosed: boolean;
    /** A Redis that exists; absent: one is installed beside the service. */
    readonly redis?: { readonly host: string; readonly port: number };
}

/** What the Redis that exists already is called among the stores; refused in a catalogue. */
export const rateLimitStore = "rate-limit-redis";

export interface CallBudget {
    readonly warnAbove: number;
    readonly refuseAbove: number;
}
