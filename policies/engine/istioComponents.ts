import type { Context } from "./context";
import type { Field } from "./field";
import type { PolicyObject } from "./object";

interface Component {
    readonly groupKind: string;
    readonly name: RegExp;
    readonly label: readonly [key: string, value: string];
    readonly container: string;
}

/** What Istio's own charts run without a sidecar: istiod and the node agents serve sidecars and cannot have one. */
export const istioComponents: readonly Component[] = [
    {
        groupKind: "apps/Deployment",
        name: /^istiod(-[a-z0-9-]+)?$/,
        label: ["app", "istiod"],
        container: "discovery",
    },
    {
        groupKind: "apps/DaemonSet",
        name: /^istio-cni-node(-[a-z0-9-]+)?$/,
        label: ["k8s-app", "istio-cni-node"],
        container: "install-cni",
    },
    { groupKind: "apps/DaemonSet", name: /^ztunnel$/, label: ["app", "ztunnel"], container: "istio-proxy" },
    // Gateways of `istioctl install` are proxies themselves; nothing is left to inject.
    ...["istio-ingressgateway", "istio-egressgateway"].map((gateway) => ({
        groupKind: "apps/Deployment",
        name: new RegExp(`^${gateway}$`),
        label: ["app", gateway] as const,
        container: "istio-proxy",
    })),
];

/** By which istiod marks the pods that it renders for a Gateway of the Gateway API. */
export const gatewayNameLabel = "gateway.networking.k8s.io/gateway-name";

/**
 * Whether istiod rendered a Deployment for a Gateway, which owns it then: a proxy without an injector, and nothing else. A copy
 * without a Gateway of that name would be collected with its owner.
 */
export function isManagedGateway(object: PolicyObject, pod: Field): boolean {
    const name = pod.at("metadata", "labels", gatewayNameLabel).text;
    const containers = pod.at("spec", "containers").items();
    return (
        name !== undefined &&
        object.groupKind === "apps/Deployment" &&
        containers.length === 1 &&
        containers[0]?.at("name").text === "istio-proxy" &&
        object.root
            .at("metadata", "ownerReferences")
            .items()
            .some(
                (each) =>
                    each.at("kind").text === "Gateway" &&
                    (each.at("apiVersion").text ?? "").startsWith("gateway.networking.k8s.io/") &&
                    each.at("name").text === name,
            )
    );
}

/**
 * Whether a pod template is one of Istio's own. Deliberately narrow: kind, name, label, container and a control
 * plane's namespace must all agree, because a label alone can be copied onto anything.
 */
export function isIstioComponent(object: PolicyObject, pod: Field, context: Context): boolean {
    if (isManagedGateway(object, pod)) {
        return true;
    }
    return (
        object.namespace !== undefined &&
        context.rootNamespaces.includes(object.namespace) &&
        istioComponents.some(
            (each) =>
                each.groupKind === object.groupKind &&
                each.name.test(object.name) &&
                pod.at("metadata", "labels", each.label[0]).text === each.label[1] &&
                pod
                    .at("spec", "containers")
                    .items()
                    .some((container) => container.at("name").text === each.container),
        )
    );
}
