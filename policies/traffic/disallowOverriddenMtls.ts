import { destinationRuleKind, ruleHost, tlsSettings } from "../engine/destinationRules";
import type { Field } from "../engine/field";
import { meshConfigKinds } from "../engine/meshConfig";
import { completeSettings } from "../engine/meshSettings";
import { describeObject, type PolicyObject } from "../engine/object";
import { type StackRule, violation } from "../engine/rule";
import { takesIn } from "../engine/servers";

export const disallowOverriddenMtls: StackRule = {
    scope: "stack",
    id: "D-10",
    ids: ["KIA0204"],
    name: "meshwright-traffic-disallow-overridden-mtls",
    displayName: "Disallow rules that drop mutual TLS of a wider one",
    description:
        "A DestinationRule with a traffic policy must repeat the tls of the wider rule that it replaces.",
    severity: "medium",
    advisory: true,
    remediationSteps:
        "Repeat tls.mode ISTIO_MUTUAL in the narrower rule, or rely on enableAutoMtls and remove both: Istio takes the most " +
        "specific rule for a host and merges nothing from the others.",
    settings: [],
    kinds: [destinationRuleKind, ...meshConfigKinds],

    *check(_, __, view) {
        // With automatic mutual TLS a rule without tls drops nothing.
        const meshes = completeSettings(view);
        if (meshes.length > 0 && meshes.every(({ mesh }) => isAutomatic(mesh))) {
            return;
        }
        const wide = view
            .kind(destinationRuleKind)
            .filter((each) => ruleHost(each)?.startsWith("*") && isMutual(each));
        for (const object of wide.length === 0 ? [] : view.kind(destinationRuleKind)) {
            const policy = object.root.at("spec", "trafficPolicy");
            const host = ruleHost(object) ?? "";
            const wider = wide.find((each) => each !== object && takesIn(ruleHost(each) ?? "", host));
            if (
                wider !== undefined &&
                !policy.isAbsent &&
                !policy.isUnknown &&
                tlsSettings(object).length === 0
            ) {
                const message = `without tls, and takes the place of ${describeObject(wider)}, so calls go in plaintext`;
                yield { object, finding: violation(policy, message, "add tls with mode ISTIO_MUTUAL") };
            }
        }
    },
};

function isAutomatic(mesh: Field): boolean {
    const { value } = mesh.at("enableAutoMtls");
    return value === undefined || value === null || value === true;
}

function isMutual({ root }: PolicyObject): boolean {
    return root.at("spec", "trafficPolicy", "tls", "mode").text === "ISTIO_MUTUAL";
}
