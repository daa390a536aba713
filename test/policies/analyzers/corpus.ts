import { stringify } from "yaml";
import { rules } from "../../../policies/rules";
import { check } from "../../../policyCheck/check";
import { presetOf } from "../../../policyCheck/preset";
import type { Props } from "../crossguard";

/** A code of another tool: objects that it tells of, on which of them, and their nearest neighbours that it does not. */
export interface CorpusCase {
    readonly code: string;
    /** `Kind namespace/name`, or several where each is told of. */
    readonly on: string | readonly string[];
    readonly fires: readonly Props[];
    readonly quiet: readonly Props[];
    /** Of the pack, where the code depends on what no file says. */
    readonly config?: Props;
}

/** The objects on which `policy:check` gives a code when these are its files. */
export function told(code: string, objects: readonly Props[], config: Props = {}): readonly string[] {
    const preset = presetOf(rules, config, "2026-11-20");
    const text = objects.map((each) => stringify(each, { aliasDuplicateObjects: false })).join("---\n");
    const source = { file: "stack.yaml", text, isFound: false };
    const { findings } = check([source], "rules" in preset ? preset.rules : []);
    return findings
        .filter(({ ids }) => ids.includes(code))
        .map(
            ({ object }) =>
                `${object.kind} ${object.namespace === null ? "" : `${object.namespace}/`}${object.name}`,
        )
        .sort();
}

const groups: Readonly<Record<string, string>> = {
    Namespace: "v1",
    Service: "v1",
    ServiceAccount: "v1",
    Pod: "v1",
    ConfigMap: "v1",
    Secret: "v1",
    Deployment: "apps/v1",
    PeerAuthentication: "security.istio.io/v1",
    AuthorizationPolicy: "security.istio.io/v1",
    RequestAuthentication: "security.istio.io/v1",
    Telemetry: "telemetry.istio.io/v1",
    EnvoyFilter: "networking.istio.io/v1alpha3",
    WasmPlugin: "extensions.istio.io/v1alpha1",
    HTTPRoute: "gateway.networking.k8s.io/v1",
    GatewayClass: "gateway.networking.k8s.io/v1",
    ReferenceGrant: "gateway.networking.k8s.io/v1beta1",
    K8sGateway: "gateway.networking.k8s.io/v1",
};

/** An object by kind and `namespace/name`; the Gateway of the Gateway API is called K8sGateway here. */
export function of(kind: string, where: string, spec: unknown, metadata: Props = {}): Props {
    const [name = "", namespace] = where.split("/").reverse();
    return {
        apiVersion: groups[kind] ?? "networking.istio.io/v1",
        kind: kind === "K8sGateway" ? "Gateway" : kind,
        metadata: { name, ...(namespace === undefined ? {} : { namespace }), ...metadata },
        ...(spec === undefined ? {} : { spec }),
    };
}

export const namespaceOf = (name: string, labels: Props = {}): Props =>
    of("Namespace", name, undefined, { labels });

/** A Service for the pods of its name. */
export function serviceOf(
    where: string,
    ports: readonly Props[] = [{ name: "http", port: 80 }],
    labels: Props = {},
): Props {
    return of("Service", where, { selector: { app: where.split("/")[1] }, ports }, { labels });
}

/** A Deployment of pods with the label app, and what is laid over their labels. */
export function podsOf(where: string, labels: Props = {}, pod: Props = {}): Props {
    const app = where.split("/")[1] ?? "";
    const container = { name: app, image: `${app}:1` };
    return of("Deployment", where, {
        selector: { matchLabels: { app } },
        template: { metadata: { labels: { app, ...labels } }, spec: { containers: [container], ...pod } },
    });
}
