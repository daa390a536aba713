import type { Field } from "./field";

/**
 * Whether a pod is nothing but a proxy: a gateway, of Istio's chart (`image: auto`) or of istioctl. ztunnel is one
 * container of the same name and serves nodes.
 */
export function isGatewayPod(pod: Field): boolean {
    const containers = pod.at("spec", "containers").items();
    return (
        containers.length === 1 &&
        containers[0]?.at("name").text === "istio-proxy" &&
        pod.at("metadata", "labels", "app").text !== "ztunnel"
    );
}
