import type { Gateway, IngressSettings } from "../../components/graph";

/** A way in with a load balancer, as the stack file's defaults make it; `over` says what is different. */
export function ingressGateway(over: Partial<Gateway> = {}, ingress: Partial<IngressSettings> = {}): Gateway {
    return {
        name: "istio-ingressgateway",
        kind: "ingress",
        namespace: "istio-ingress",
        tag: "stable",
        selector: { istio: "ingressgateway" },
        serviceAccount: "istio-ingressgateway",
        replicas: 1,
        maxReplicas: 5,
        resources: { cpu: "100m", memory: "128Mi", cpuLimit: "1", memoryLimit: "512Mi" },
        ingress: {
            serviceType: "LoadBalancer",
            serviceAnnotations: {},
            sourceRanges: [],
            redirectToHttps: true,
            trustedProxies: 0,
            ...ingress,
        },
        ...over,
    };
}

export function egressGateway(port = 15444): Gateway {
    const { ingress: _ingress, ...rest } = ingressGateway({
        name: "istio-egressgateway",
        kind: "egress",
        namespace: "istio-egress",
        selector: { istio: "egressgateway" },
        serviceAccount: "istio-egressgateway",
    });
    return { ...rest, egress: { port } };
}
