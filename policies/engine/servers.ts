import type { Field } from "./field";
import type { PolicyObject } from "./object";
import { asPort } from "./servicePorts";

/** Istio's Gateway; the one of the Gateway API is another kind. */
export const gatewayKind = "networking.istio.io/Gateway";

/** What a server of a Gateway may speak. */
export const gatewayProtocols = ["HTTP", "HTTPS", "GRPC", "GRPC-WEB", "HTTP2", "MONGO", "TCP", "TLS"];

/** One listener of a Gateway. */
export interface Server {
    readonly object: PolicyObject;
    readonly field: Field;
    readonly hosts: readonly Field[];
    readonly port: number | undefined;
    readonly protocol: string;
    /** SIMPLE when there is TLS without a mode. */
    readonly mode: Field;
}

export function serversOf(object: PolicyObject): readonly Server[] {
    return object.root
        .at("spec", "servers")
        .items()
        .map((field) => ({
            object,
            field,
            hosts: field.at("hosts").items(),
            port: asPort(field.at("port", "number")),
            protocol: (field.at("port", "protocol").text ?? "").toUpperCase(),
            mode: field.at("tls", "mode"),
        }));
}

/** `namespace/host`; without a namespace a VirtualService of any may bind to it. */
export function hostOf(field: Field): { readonly scope: string; readonly host: string } {
    const text = field.text ?? "";
    const slash = text.indexOf("/");
    return slash < 0
        ? { scope: "*", host: text }
        : { scope: text.slice(0, slash), host: text.slice(slash + 1) };
}

/** The value of the label `istio`, by which gateways are called what they are for. */
function roleOf(object: PolicyObject): string {
    const selector = object.root.at("spec", "selector");
    return selector.at("istio").text ?? selector.at("app").text ?? "";
}

/** Whether a Gateway stands where mesh traffic leaves, or enters from another cluster, rather than the public. */
export function isInternal(object: PolicyObject): boolean {
    return /egress|east-?west|cross-?network/.test(`${roleOf(object)} ${object.name}`);
}

export function isEastWest(object: PolicyObject): boolean {
    return (
        /east-?west|cross-?network/.test(`${roleOf(object)} ${object.name}`) ||
        !object.root.at("spec", "selector", "topology.istio.io/network").isAbsent
    );
}

/** Whether two host patterns share a host: equal, or one's wildcard takes in the other. */
export function hostsMeet(left: string, right: string): boolean {
    return left === right || takesIn(left, right) || takesIn(right, left);
}

/** Whether a pattern `*.example.com` or `*` takes in a host or a narrower pattern. */
export function takesIn(pattern: string, host: string): boolean {
    return (
        pattern === "*" || (pattern.startsWith("*.") && host !== pattern && host.endsWith(pattern.slice(1)))
    );
}

/** Selectors that choose the same pods, written in any order. */
export function selectorKey(selector: Field): string {
    return selector
        .entries()
        .map(([key, value]) => `${key}=${value.text ?? ""}`)
        .sort()
        .join(",");
}
