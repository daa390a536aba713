import type { Field } from "../engine/field";
import { meshConfigKinds, meshConfigSources } from "../engine/meshConfig";
import { annotation, type PolicyObject } from "../engine/object";
import { podCarriers, podTemplate } from "../engine/podTemplates";
import { type ObjectRule, unproven, violation } from "../engine/rule";
import { yamlIn } from "../engine/yamlText";

const api = "gateway.networking.k8s.io/Gateway";
const trusting = new Set(["FORWARD_ONLY", "ALWAYS_FORWARD_ONLY"]);

export const restrictClientCertificateHeaders: ObjectRule = {
    scope: "object",
    id: "C-13",
    name: "meshwright-traffic-restrict-client-certificate-headers",
    displayName: "Restrict headers about client certificates",
    description: "A gateway must not pass on X-Forwarded-Client-Cert as a client sent it.",
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
        "unless a proxy of yours stands before the gateway and replaces the header.",
    settings: [],
    kinds: [...new Set([...meshConfigKinds, ...podCarriers, api])],

    *check(object) {
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
