import type { Gateway, IngressSettings } from "./graph";

export interface GatewayProxy {
    /** Name of its Service and of the chart's release. */
    name: string;
    /** `ingress` or `egress`. */
    kind: string;
    /** Namespace of its pods and of its Gateway object. */
    namespace: string;
    /** Revision tag its proxy follows. */
    tag: string;
    /** Further pods behind the same Service and identity, whose proxy follows another tag. Defaults to none. */
    canary?: GatewayCanary;
    /** Labels of its pods. Defaults to what the official chart gives them: `istio: <name without "istio-">`. */
    selector?: Record<string, string>;
    /** Defaults to its name, as the official chart has it. */
    serviceAccount?: string;
    /** At least so many pods. */
    replicas: number;
    /** Defaults to `replicas`. */
    maxReplicas?: number;
    /** Requests and limits of each pod. */
    resources: GatewayResources;
    /** On an ingress gateway only. */
    ingress?: GatewayIngress;
    /** On an egress gateway only. */
    egress?: GatewayEgress;
}

export interface GatewayCanary {
    /** Revision tag the canary's proxies follow. */
    tag: string;
    /** So many pods, however busy they are. */
    replicas: number;
}

export interface GatewayResources {
    /** Request, `500m`. */
    cpu: string;
    /** Request, `512Mi`. */
    memory: string;
    /** Limit, `2`. */
    cpuLimit: string;
    /** Limit, `1Gi`. */
    memoryLimit: string;
}

export interface GatewayIngress {
    /** `LoadBalancer`, `NodePort` or `ClusterIP`. */
    serviceType: string;
    /** Cloud load balancer settings. */
    serviceAnnotations: Record<string, string>;
    /** CIDR ranges that may connect at all; empty means any. */
    sourceRanges: string[];
    /** Whether port 80 only redirects to HTTPS; if not, it serves the same routes in plain text. */
    redirectToHttps: boolean;
    /** Proxies in front of the gateway that append to X-Forwarded-For; decides which address is the client's. */
    trustedProxies: number;
}

export interface GatewayEgress {
    /** The port sidecars reach it on. */
    port: number;
}

/** A gateway of the graph as a component takes it: lists of its own, which nobody else may change. */
export function gatewayProxy(gateway: Gateway): GatewayProxy {
    const { ingress, ...rest } = gateway;
    return ingress === undefined
        ? rest
        : { ...rest, ingress: { ...ingress, sourceRanges: [...ingress.sourceRanges] } };
}

/** What a component was told, every default filled in. Throws for a kind or a Service there is not. */
export function gatewayOf(args: GatewayProxy): Gateway {
    const { name, kind, ingress, ...rest } = args;
    return {
        selector: { istio: name.replace(/^istio-/, "") },
        serviceAccount: name,
        maxReplicas: args.replicas,
        ...rest,
        name,
        kind: oneOf(["ingress", "egress"], kind, `kind of the gateway "${name}"`),
        ...(ingress === undefined ? {} : { ingress: ingressOf(ingress, name) }),
    };
}

function ingressOf(ingress: GatewayIngress, gateway: string): IngressSettings {
    const where = `ingress.serviceType of the gateway "${gateway}"`;
    return {
        ...ingress,
        serviceType: oneOf(["LoadBalancer", "NodePort", "ClusterIP"], ingress.serviceType, where),
    };
}

function oneOf<const Allowed extends string>(
    allowed: readonly Allowed[],
    value: string,
    where: string,
): Allowed {
    const found = allowed.find((each) => each === value);
    if (found === undefined) {
        throw new Error(`the ${where} is "${value}"; write one of ${allowed.join(", ")}`);
    }
    return found;
}
