import type { Props } from "./crossguard";

/** Objects about what goes out that specs start from. */

export function serviceEntry(spec: Props, name = "partner", inNamespace = "core"): Props {
    return {
        apiVersion: "networking.istio.io/v1",
        kind: "ServiceEntry",
        metadata: { name, namespace: inNamespace },
        spec: {
            hosts: ["partner.example.com"],
            exportTo: ["."],
            location: "MESH_EXTERNAL",
            resolution: "DNS",
            ports: [{ number: 443, name: "tls", protocol: "TLS" }],
            ...spec,
        },
    };
}

export function ruleFor(spec: Props, name = "orders", inNamespace = "core"): Props {
    return {
        apiVersion: "networking.istio.io/v1",
        kind: "DestinationRule",
        metadata: { name, namespace: inNamespace },
        spec: { host: "orders.core.svc.cluster.local", exportTo: ["."], ...spec },
    };
}

export const withTls = (tls: unknown, more: Props = {}): Props =>
    ruleFor({ trafficPolicy: { tls }, ...more });

export function backendTls(spec: Props, annotations: Props = {}): Props {
    return {
        apiVersion: "gateway.networking.k8s.io/v1",
        kind: "BackendTLSPolicy",
        metadata: { name: "orders", namespace: "core", annotations },
        spec,
    };
}

export function networkPolicy(spec: Props, name = "default-deny", inNamespace = "core"): Props {
    return {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: { name, namespace: inNamespace },
        spec: { podSelector: {}, ...spec },
    };
}
