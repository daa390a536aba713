import { destinationRuleKind, tlsSettings, verificationCode } from "../engine/destinationRules";
import { isEmpty } from "../engine/field";
import { isGatewayPod } from "../engine/gateways";
import { podCarriers } from "../engine/podTemplates";
import { called, type StackRule, unproven, violation } from "../engine/rule";
import { gatewayKind } from "../engine/servers";
import { selectorOf } from "../engine/targets";

export const requireEffectiveCredentials: StackRule = {
    scope: "stack",
    id: "D-13",
    ids: ["IST0128", "IST0129"],
    name: "meshwright-traffic-require-effective-credentials",
    displayName: "Require credentials that sidecars read",
    description:
        "A DestinationRule with credentialName must select the workloads it is for, unless it is a gateway's.",
    severity: "medium",
    advisory: true,
    framework: {
        name: "Istio Reference",
        version: "1.31",
        reference:
            "https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings",
        specification: "ClientTLSSettings: credentialName",
    },
    remediationSteps:
        "Add workloadSelector with the labels of the callers: sidecars ignore credentialName without it, and nothing says so.",
    settings: [],
    kinds: [...new Set([destinationRuleKind, gatewayKind, ...podCarriers])],

    *check(_, __, view) {
        for (const object of view.kind(destinationRuleKind)) {
            const fields = tlsSettings(object)
                .map((each) => each.at("credentialName"))
                .filter((each) => !each.isAbsent && each.text !== "");
            const isGateways =
                view.in(gatewayKind, object.namespace).length > 0 ||
                view.pods.in(object.namespace ?? "default").some((each) => isGatewayPod(each.pod)) ||
                /^istio-|gateway|egress/.test(object.namespace ?? "");
            if (!isEmpty(selectorOf(object)) || isGateways || object.partial) {
                continue;
            }
            for (const field of fields) {
                const message = "which sidecars ignore without a workloadSelector";
                const finding = field.isUnknown
                    ? unproven(field)
                    : violation(field, message, "add a workloadSelector");
                yield { object, finding: called(finding, verificationCode(field)) };
            }
        }
    },
};
