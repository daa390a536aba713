import type { Props } from "./crossguard";
import { authorizationPolicy, deployment, podTemplate } from "./objects";

/** Objects that specs of who may call whom start from. */

export const caller = { source: { principals: ["cluster.local/ns/edge/sa/frontend"] } };

/** An ALLOW for the workload orders. */
export const allow = (...rules: unknown[]): Props =>
    authorizationPolicy({ selector: { matchLabels: { app: "orders" } }, rules });

export const deny = (...rules: unknown[]): Props =>
    authorizationPolicy({ selector: { matchLabels: { app: "orders" } }, action: "DENY", rules });

/** An ALLOW of the frontend for an operation. */
export const allowTo = (operation: unknown): Props => allow({ from: [caller], to: [{ operation }] });

export const denyTo = (operation: unknown): Props => deny({ to: [{ operation }] });

export const allowFrom = (...sources: unknown[]): Props =>
    allow({ from: sources.map((source) => ({ source })), to: [{ operation: { methods: ["GET"] } }] });

export function requestAuthentication(jwtRules: unknown, spec: Props = {}, metadata: Props = {}): Props {
    return {
        apiVersion: "security.istio.io/v1",
        kind: "RequestAuthentication",
        metadata: { name: "orders", namespace: "core", ...metadata },
        spec: { selector: { matchLabels: { app: "orders" } }, jwtRules, ...spec },
    };
}

export const issuer = { issuer: "https://id.example.com", jwksUri: "https://id.example.com/keys" };

export function service(ports: unknown, spec: Props = {}, metadata: Props = {}): Props {
    return {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "orders", namespace: "core", ...metadata },
        spec: { selector: { app: "orders" }, ports, ...spec },
    };
}

export function serviceAccount(name: string, inNamespace = "core"): Props {
    return { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace: inNamespace } };
}

/** The workload orders, which joins the mesh by its own label. */
export const joined = (spec: Props = {}, labels: Props = {}, inNamespace = "core"): Props =>
    deployment(
        podTemplate({ labels: { app: "orders", "sidecar.istio.io/inject": "true", ...labels } }, spec),
        String(labels["app"] ?? "orders"),
        inNamespace,
    );

/** A proxy of Istio's ingress gateway. */
export const ingress = (annotations: Props = {}): Props =>
    deployment(
        podTemplate(
            { labels: { istio: "ingressgateway" }, annotations },
            { containers: [{ name: "istio-proxy", image: "auto" }] },
        ),
        "ingress",
        "istio-ingress",
    );
