import { destinationRuleKind, ruleHost, tlsSettings } from "../engine/destinationRules";
import { serviceOf } from "../engine/hosts";
import { joinsBy } from "../engine/mesh";
import type { PolicyObject } from "../engine/object";
import { podCarriers } from "../engine/podTemplates";
import { type StackRule, unproven, violation } from "../engine/rule";
import type { StackView } from "../engine/stackView";
import { isProxied } from "../engine/targets";

const foreign = new Set(["SIMPLE", "MUTUAL"]);

export const disallowTlsTowardsMesh: StackRule = {
    scope: "stack",
    id: "D-09",
    ids: ["KIA0204", "TIS0204", "kyverno/enforce-tls-hosts-host-subnets"],
    name: "meshwright-traffic-disallow-tls-towards-mesh",
    displayName: "Disallow TLS of its own towards the mesh",
    description:
        "A DestinationRule for a workload of the mesh must not replace mutual TLS of the mesh by another TLS.",
    severity: "high",
    framework: {
        name: "Istio Reference",
        version: "1.31",
        reference:
            "https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings",
        specification: "ClientTLSSettings: ISTIO_MUTUAL",
    },
    remediationSteps:
        "Remove the tls block: sidecars use mutual TLS by themselves. With SIMPLE the caller has no identity, and the server's " +
        "sidecar refuses it where STRICT.",
    settings: [],
    kinds: [...new Set([destinationRuleKind, "core/Service", "core/Namespace", ...podCarriers])],

    *check(_, __, view) {
        for (const object of view.kind(destinationRuleKind)) {
            const settings = tlsSettings(object);
            if (settings.length === 0 || !isOfMesh(object, view)) {
                continue;
            }
            for (const mode of settings.map((each) => each.at("mode"))) {
                if (mode.isUnknown) {
                    yield { object, finding: unproven(mode) };
                } else if (foreign.has(mode.text ?? "")) {
                    const message = "so calls within the mesh carry no identity, or are refused";
                    yield { object, finding: violation(mode, message, "remove the tls block") };
                }
            }
        }
    },
};

/** Whether the stack shows that the host leads to pods with sidecars: by the pods, else by their Namespace. */
function isOfMesh(object: PolicyObject, view: StackView): boolean {
    const service = serviceOf(ruleHost(object) ?? "");
    if (service === undefined) {
        return false;
    }
    const declared = view.find("core/Service", service.name, service.namespace);
    const selector = declared?.root.at("spec", "selector");
    const pods = selector === undefined ? [] : view.pods.selectedBy(selector, service.namespace).pods;
    const namespace = view.namespace(service.namespace);
    const joined = namespace === undefined ? undefined : joinsBy(namespace);
    return pods.length > 0
        ? pods.some((each) => isProxied(each, view))
        : joined !== undefined && !joined.isUnknown && view.pods.in(service.namespace).length === 0;
}
