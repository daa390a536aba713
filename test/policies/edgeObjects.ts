import type { Props } from "./crossguard";

/** Objects of the edge that specs start from. */

export function gateway(servers: unknown, spec: Props = {}, name = "edge", inNamespace = "core"): Props {
    return {
        apiVersion: "networking.istio.io/v1",
        kind: "Gateway",
        metadata: { name, namespace: inNamespace },
        spec: { selector: { istio: "ingressgateway" }, servers, ...spec },
    };
}

export const https = (more: Props): Props => ({
    port: { number: 443, name: "https", protocol: "HTTPS" },
    hosts: ["./a.example.com"],
    tls: { mode: "SIMPLE", credentialName: "a-tls", minProtocolVersion: "TLSV1_2" },
    ...more,
});

/** The same with another mode. */
export const tls = (mode: unknown, more: Props): Props =>
    https({ tls: { mode, credentialName: "a-tls" }, ...more });

export const plainHttp = (more: Props): Props => ({
    port: { number: 80, name: "http", protocol: "HTTP" },
    hosts: ["./a.example.com"],
    ...more,
});

export function routeOf(spec: Props, metadata: Props = {}): Props {
    return {
        apiVersion: "networking.istio.io/v1",
        kind: "VirtualService",
        metadata: { name: "orders", namespace: "core", ...metadata },
        spec,
    };
}

export function apiRoute(spec: Props): Props {
    return {
        apiVersion: "gateway.networking.k8s.io/v1",
        kind: "HTTPRoute",
        metadata: { name: "orders", namespace: "core" },
        spec,
    };
}

export function apiGateway(spec: Props): Props {
    return {
        apiVersion: "gateway.networking.k8s.io/v1",
        kind: "Gateway",
        metadata: { name: "edge", namespace: "core" },
        spec,
    };
}

export function secretOf(name: string, content: Props, inNamespace = "core"): Props {
    return {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name, namespace: inNamespace },
        type: "kubernetes.io/tls",
        ...content,
    };
}
