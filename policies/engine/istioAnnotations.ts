/** What the value of an annotation must be, where Istio reads it by a form. */
export type AnnotationForm =
    | "interception"
    | "port"
    | "ports"
    | "portsOrAll"
    | "networks"
    | "networksOrAll"
    | "count"
    | "switch"
    | "quantity"
    | "document";

export interface IstioAnnotation {
    /** Kinds it means something on; Pod by default, `Any` for all. */
    readonly on?: readonly string[];
    readonly alpha?: true;
    readonly deprecated?: true;
    readonly value?: AnnotationForm;
}

/** The annotations that Istio 1.31 knows (istio.io/api), and what it says of each. */
export const istioAnnotations: Readonly<Record<string, IstioAnnotation>> = {
    "alpha.istio.io/canonical-serviceaccounts": { on: ["Service"], alpha: true, deprecated: true },
    "alpha.istio.io/kubernetes-serviceaccounts": { on: ["Service"], alpha: true, deprecated: true },
    "ambient.istio.io/bypass-inbound-capture": { alpha: true },
    "ambient.istio.io/dns-capture": { alpha: true },
    "ambient.istio.io/redirection": {},
    "ambient.istio.io/waypoint-inbound-binding": { on: ["GatewayClass", "Gateway"], alpha: true },
    "galley.istio.io/analyze-suppress": { on: ["Any"], alpha: true },
    "gateway.istio.io/controller-version": { on: ["Any"], alpha: true },
    "gateway.istio.io/name-override": { on: ["Gateway"], alpha: true },
    "gateway.istio.io/service-account": { on: ["Gateway"], alpha: true },
    "inject.istio.io/templates": { alpha: true },
    "istio.io/autoRegistrationGroup": { on: ["WorkloadEntry"], alpha: true },
    "istio.io/connectedAt": { on: ["WorkloadEntry"], alpha: true },
    "istio.io/disconnectedAt": { on: ["WorkloadEntry"], alpha: true },
    "istio.io/dry-run": { on: ["AuthorizationPolicy"], alpha: true },
    "istio.io/reroute-virtual-interfaces": { alpha: true },
    "istio.io/rev": { alpha: true },
    "istio.io/use-waypoint-canary-weight": { on: ["Service", "ServiceEntry", "Namespace"], alpha: true },
    "istio.io/workloadController": { on: ["WorkloadEntry"], alpha: true },
    "kubernetes.io/ingress.class": { on: ["Ingress"] },
    "networking.istio.io/exportTo": { on: ["Service"], alpha: true },
    "networking.istio.io/service-type": { on: ["Gateway"], alpha: true },
    "networking.istio.io/traffic-distribution": { on: ["Namespace", "Service", "ServiceEntry"], alpha: true },
    "prometheus.istio.io/merge-metrics": { alpha: true, value: "switch" },
    "proxy.istio.io/config": { value: "document" },
    "proxy.istio.io/overrides": { alpha: true },
    "readiness.status.sidecar.istio.io/applicationPorts": { alpha: true },
    "readiness.status.sidecar.istio.io/failureThreshold": { alpha: true, value: "count" },
    "readiness.status.sidecar.istio.io/initialDelaySeconds": { alpha: true, value: "count" },
    "readiness.status.sidecar.istio.io/periodSeconds": { alpha: true, value: "count" },
    "sidecar.istio.io/agentLogLevel": { alpha: true },
    "sidecar.istio.io/bootstrapOverride": { alpha: true },
    "sidecar.istio.io/componentLogLevel": { alpha: true },
    "sidecar.istio.io/discoveryAddress": { alpha: true, deprecated: true },
    "sidecar.istio.io/extraStatTags": { alpha: true, deprecated: true },
    "sidecar.istio.io/inject": { deprecated: true },
    "sidecar.istio.io/interceptionMode": { alpha: true, value: "interception" },
    "sidecar.istio.io/logLevel": { alpha: true },
    "sidecar.istio.io/nativeSidecar": { alpha: true },
    "sidecar.istio.io/proxyCPU": { alpha: true, value: "quantity" },
    "sidecar.istio.io/proxyCPULimit": { alpha: true, value: "quantity" },
    "sidecar.istio.io/proxyImage": { alpha: true },
    "sidecar.istio.io/proxyImageType": { alpha: true },
    "sidecar.istio.io/proxyMemory": { alpha: true, value: "quantity" },
    "sidecar.istio.io/proxyMemoryLimit": { value: "quantity" },
    "sidecar.istio.io/rewriteAppHTTPProbers": { alpha: true },
    "sidecar.istio.io/statsCompression": { alpha: true, deprecated: true },
    "sidecar.istio.io/statsEvictionInterval": { alpha: true },
    "sidecar.istio.io/statsFlushInterval": { alpha: true },
    "sidecar.istio.io/statsHistogramBins": { alpha: true },
    "sidecar.istio.io/statsHistogramBuckets": { alpha: true },
    "sidecar.istio.io/statsInclusionPrefixes": { alpha: true, deprecated: true },
    "sidecar.istio.io/statsInclusionRegexps": { alpha: true, deprecated: true },
    "sidecar.istio.io/statsInclusionSuffixes": { alpha: true, deprecated: true },
    "sidecar.istio.io/status": { alpha: true },
    "sidecar.istio.io/userVolume": { alpha: true },
    "sidecar.istio.io/userVolumeMount": {},
    "status.sidecar.istio.io/port": { alpha: true, value: "port" },
    "topology.istio.io/controlPlaneClusters": { on: ["Namespace"], alpha: true },
    "traffic.istio.io/nodeSelector": { on: ["Service"] },
    "traffic.sidecar.istio.io/excludeInboundPorts": { alpha: true, value: "ports" },
    "traffic.sidecar.istio.io/excludeInterfaces": { alpha: true },
    "traffic.sidecar.istio.io/excludeOutboundIPRanges": { alpha: true, value: "networks" },
    "traffic.sidecar.istio.io/excludeOutboundPorts": { alpha: true, value: "ports" },
    "traffic.sidecar.istio.io/includeInboundPorts": { value: "portsOrAll" },
    "traffic.sidecar.istio.io/includeOutboundIPRanges": { alpha: true, value: "networksOrAll" },
    "traffic.sidecar.istio.io/includeOutboundPorts": { alpha: true },
    "traffic.sidecar.istio.io/kubevirtInterfaces": { alpha: true, deprecated: true },
};

/** What an annotation is; undefined for one that Istio does not know. */
export function istioAnnotation(name: string): IstioAnnotation | undefined {
    return Object.hasOwn(istioAnnotations, name) ? istioAnnotations[name] : undefined;
}

/** Whether a name claims to be Istio's; the class of an Ingress is documented there as well. */
export function isIstioName(name: string): boolean {
    const [domain = ""] = name.split("/");
    return /(^|\.)istio\.io$/.test(domain) || name === "kubernetes.io/ingress.class";
}

/** Written by istiod and its agents, not by whoever writes the object. */
export const writtenByIstio: ReadonlySet<string> = new Set([
    "sidecar.istio.io/status",
    "gateway.istio.io/controller-version",
    "istio.io/rev",
]);
