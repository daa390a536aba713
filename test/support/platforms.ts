import { emptyPlatform, type Gateway, type Platform } from "../../components/graph/platform";

/** A gateway as the stack file's defaults make it. */
export function gatewayOf(name: string, kind: Gateway["kind"], more: Partial<Gateway> = {}): Gateway {
    return {
        name,
        kind,
        namespace: `istio-${kind}`,
        tag: "stable",
        selector: { istio: name.replace(/^istio-/, "") },
        serviceAccount: name,
        replicas: 1,
        maxReplicas: 5,
        resources: { cpu: "100m", memory: "128Mi", cpuLimit: "1", memoryLimit: "512Mi" },
        ...(kind === "egress"
            ? { egress: { port: 15444 } }
            : {
                  ingress: {
                      serviceType: "LoadBalancer",
                      serviceAnnotations: {},
                      sourceRanges: [],
                      redirectToHttps: true,
                      trustedProxies: 0,
                  },
              }),
        ...more,
    };
}

/** A platform with these gateways and nothing else. */
export function platformWith(...gateways: readonly Gateway[]): Platform {
    return { ...emptyPlatform, gateways: new Map(gateways.map((each) => [each.name, each])) };
}
