import type { Field } from "../engine/field";
import { meshConfigKinds, meshConfigSources } from "../engine/meshConfig";
import { annotation, type PolicyObject } from "../engine/object";
import { podCarriers, podTemplate } from "../engine/podTemplates";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";
import { isFalse } from "../engine/texts";
import { yamlIn } from "../engine/yamlText";

const api = "gateway.networking.k8s.io/Gateway";
const filterKind = "networking.istio.io/EnvoyFilter";
const trusting = new Set(["FORWARD_ONLY", "ALWAYS_FORWARD_ONLY"]);

export const restrictClientCertificateHeaders: ObjectRule = {
    scope: "object",
    id: "C-13",
    name: "meshwright-traffic-restrict-client-certificate-headers",
    displayName: "Restrict headers by which clients say who they are",
    description:
        "A gateway must not pass on X-Forwarded-Client-Cert as a client sent it, nor take the client's address from what the " +
        "client wrote into X-Forwarded-For.",
    severity: "high",
    advisory: true,
    framework: {
        name: "Istio Reference",
        version: "1.31",
        reference: "https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/",
        specification: "Topology: forwardClientCertDetails",
    },
    remediationSteps:
        "Set gatewayTopology.forwardClientCertDetails to SANITIZE_SET, or leave it out: with FORWARD_ONLY a client names itself, " +
        "unless a proxy of yours stands before the gateway and replaces the header. Leave use_remote_address to istiod, and count " +
        "proxies of yours in gatewayTopology.numTrustedProxies: how many there are no rule can see.",
    settings: [],
    kinds: [...new Set([...meshConfigKinds, ...podCarriers, api, filterKind])],

    *check(object) {
        if (object.groupKind === filterKind) {
            yield* object.root.at("spec", "configPatches").items().flatMap(judgePatch);
            return;
        }
        for (const config of configurations(object)) {
            const field = config.at("gatewayTopology", "forwardClientCertDetails");
            if (field.isUnknown) {
                yield unproven(field);
            } else if (trusting.has(field.text ?? "")) {
                yield violation(field, "so a client may claim any certificate", "set SANITIZE_SET");
            }
        }
    },
};

/**
 * istiod has gateways take the address of the connection. Without that Envoy believes all of X-Forwarded-For, and keeps the
 * x-envoy-* headers of a client that claims to be inside.
 */
function judgePatch(patch: Field): readonly Finding[] {
    const context = patch.at("match", "context");
    if (context.text !== "GATEWAY" && !context.isUnknown) {
        return [];
    }
    const value = patch.at("patch", "value");
    return ["typed_config", "typedConfig"].flatMap((config) =>
        ["use_remote_address", "useRemoteAddress"].flatMap((name) => {
            const field = value.at(config, name);
            if (field.isUnknown) {
                return [unproven(field)];
            }
            const message = "so clients write their own address, and headers that only proxies may set";
            return isFalse(field) ? [violation(field, message, "remove it")] : [];
        }),
    );
}

/** Proxy configurations that gateways read: the mesh's, or their own; to a sidecar it means nothing. */
function configurations(object: PolicyObject): readonly Field[] {
    const pod = podTemplate(object);
    if (pod !== undefined) {
        return asYaml(pod.at("metadata", "annotations", "proxy.istio.io/config"));
    }
    if (object.groupKind === api) {
        return asYaml(annotation(object, "proxy.istio.io/config"));
    }
    return meshConfigSources(object).flatMap(({ mesh }) =>
        mesh === undefined ? [] : [mesh.at("defaultConfig")],
    );
}

function asYaml(text: Field): readonly Field[] {
    const parsed = yamlIn(text);
    return text.isAbsent || parsed === undefined ? [] : [parsed];
}
