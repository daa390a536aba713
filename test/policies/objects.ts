import { stringify } from "yaml";
import type { Props } from "./crossguard";

/** Objects the specs start from, each without anything to object to. */

export function peerAuthentication(spec: unknown, metadata: Props = {}): Props {
    return {
        apiVersion: "security.istio.io/v1",
        kind: "PeerAuthentication",
        metadata: { name: "default", namespace: "core", ...metadata },
        spec,
    };
}

export function authorizationPolicy(spec: unknown, metadata: Props = {}): Props {
    return {
        apiVersion: "security.istio.io/v1",
        kind: "AuthorizationPolicy",
        metadata: { name: "orders", namespace: "core", ...metadata },
        spec,
    };
}

export function destinationRule(spec: unknown): Props {
    return {
        apiVersion: "networking.istio.io/v1",
        kind: "DestinationRule",
        metadata: { name: "orders", namespace: "core" },
        spec,
    };
}

export function sidecar(spec: unknown, metadata: Props = {}): Props {
    return {
        apiVersion: "networking.istio.io/v1",
        kind: "Sidecar",
        metadata: { name: "default", namespace: "core", ...metadata },
        spec,
    };
}

export function telemetry(spec: unknown): Props {
    return {
        apiVersion: "telemetry.istio.io/v1",
        kind: "Telemetry",
        metadata: { name: "default", namespace: "core" },
        spec,
    };
}

export function namespace(name: string, labels: unknown, annotations?: unknown): Props {
    return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels, annotations } };
}

export function configMap(name: string, data: unknown, inNamespace = "istio-system"): Props {
    return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: inNamespace }, data };
}

export const closedEgress = { outboundTrafficPolicy: { mode: "REGISTRY_ONLY" } };

export function meshConfigMap(mesh: unknown, name = "istio-1-31-0"): Props {
    return configMap(name, { mesh: stringify(mesh), meshNetworks: "networks: {}" });
}

export function virtualService(spec: unknown, metadata: Props = {}): Props {
    return {
        apiVersion: "networking.istio.io/v1",
        kind: "VirtualService",
        metadata: { name: "orders", namespace: "core", ...metadata },
        spec,
    };
}

/** A Service for the pods of the same name. */
export function service(
    name: string,
    ports: readonly object[],
    inNamespace = "core",
    more: Props = {},
): Props {
    return {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name, namespace: inNamespace },
        spec: { selector: { app: name }, ports, ...more },
    };
}

/** Closes every pod of a namespace to calls that no other NetworkPolicy names. */
export function closedNetwork(inNamespace = "core"): Props {
    return {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: { name: "default-deny", namespace: inNamespace },
        spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    };
}

/** A pod template with one container, and what is laid over its metadata and spec. */
export function podTemplate(metadata: Props = {}, spec: Props = {}): Props {
    return {
        metadata: { labels: { app: "orders" }, ...metadata },
        spec: { containers: [{ name: "orders", image: "orders:1" }], ...spec },
    };
}

export function deployment(template: unknown, name = "orders", inNamespace = "core"): Props {
    return {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name, namespace: inNamespace },
        spec: { replicas: 1, template },
    };
}

export function labelled(labels: unknown, more: Props = {}, home = "core"): Props {
    return deployment(podTemplate({ labels, ...more }), "orders", home);
}

export function annotated(annotations: unknown, home = "core"): Props {
    return labelled({ app: "orders" }, { annotations }, home);
}

export function secured(securityContext: unknown, spec: Props = {}): Props {
    const containers = [{ name: "orders", image: "orders:1", securityContext }];
    return deployment(podTemplate({}, { containers, ...spec }));
}

/** Pods of orders under an account of the Deployment's name. */
export function serving(ports: unknown, name = "orders"): Props {
    const containers = [{ name: "orders", image: "orders:1", ports }];
    return deployment(podTemplate({}, { serviceAccountName: name, containers }), name);
}

/** With a proxy that the author has put there. */
export function proxied(labels: object, image: unknown = "auto", home = "core"): Props {
    const containers = [
        { name: "istio-proxy", image },
        { name: "orders", image: "orders:1" },
    ];
    return deployment(podTemplate({ labels }, { containers }), "orders", home);
}

export function istiod(namespaceName = "istio-system"): Props {
    return deployment(
        podTemplate(
            {
                labels: { app: "istiod", istio: "istiod", "sidecar.istio.io/inject": "false" },
                annotations: { "sidecar.istio.io/inject": "false" },
            },
            { containers: [{ name: "discovery", image: "pilot:1" }] },
        ),
        "istiod-1-31-0",
        namespaceName,
    );
}

export function release(chart: string, values: unknown, more: Props = {}): Props {
    return { name: "istiod", namespace: "istio-system", chart, values, ...more };
}

/** The same as an object. */
export function chart(name: string, values: unknown, more: Props = {}): Props {
    return { apiVersion: "helm.sh/v3", kind: "Release", ...release(name, values, more) };
}

export const dated = (stage: string, until = "2026-12-31") => ({
    labels: { "meshwright.io/stage": stage },
    annotations: { "meshwright.io/until": until },
});

/** What an exemption needs besides its object and its reason. */
export const owned = { owner: "platform", until: "2027-01-31" };

/** A gateway that istiod renders for a Gateway of the Gateway API, or one that only looks like it. */
export function renderedGateway(
    owner: Props = {},
    metadata: Props = {},
    containers: readonly Props[] = [],
): Props {
    const labels = { "gateway.networking.k8s.io/gateway-name": "edge", "sidecar.istio.io/inject": "false" };
    return {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: {
            name: "edge-istio",
            namespace: "core",
            ownerReferences: [
                {
                    apiVersion: "gateway.networking.k8s.io/v1",
                    kind: "Gateway",
                    name: "edge",
                    uid: "1",
                    ...owner,
                },
            ],
        },
        spec: {
            selector: { matchLabels: labels },
            template: {
                metadata: { labels, ...metadata },
                spec: { containers: [{ name: "istio-proxy", image: "istio/proxyv2:1.31.1" }, ...containers] },
            },
        },
    };
}
