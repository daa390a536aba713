import { gatewayOf } from "../controlPlane";
import type { Props } from "../crossguard";
import { closedNetwork, configMap, deployment, namespace, podTemplate } from "../objects";

/** Pods, and what injects their proxies. */
export function workloadObjects(): Props[] {
    return [
        configMap("istio-sidecar-injector-1-31-0", { config: "policy: enabled\nneverInjectSelector: []\n" }),
        namespace("core", { "istio.io/rev": "stable" }),
        closedNetwork(),
        deployment(podTemplate({ labels: { app: "orders", version: "v1" } })),
        gatewayOf("gateways"),
    ];
}
