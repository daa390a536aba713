import { chartKinds, chartValues } from "../engine/chartValues";
import type { Field } from "../engine/field";
import { type Finding, type ObjectRule, unproven, violation, warning } from "../engine/rule";
import { isFalse } from "../engine/texts";

const webhooks = "admissionregistration.k8s.io/ValidatingWebhookConfiguration";

export const requireConfigurationValidation: ObjectRule = {
    scope: "object",
    id: "F-03",
    ids: ["IST0139"],
    name: "meshwright-security-require-configuration-validation",
    displayName: "Require istiod to check what is written",
    description:
        "Istio's validation of what is applied must be on, and should refuse while it cannot be asked: what slips past it is " +
        "rejected by proxies one by one, or does nothing.",
    severity: "high",
    remediationSteps:
        "Remove global.configValidation: false, and set base.validationFailurePolicy to Fail: a chart that is rendered without a " +
        "cluster says Ignore each time it is applied.",
    settings: [],
    kinds: [webhooks, ...chartKinds],

    *check(object) {
        if (object.groupKind === webhooks) {
            if (/^(istio-validator|istiod-default-validator)/.test(object.name)) {
                for (const webhook of object.root.at("webhooks").items()) {
                    yield* judgePolicy(webhook.at("failurePolicy"));
                }
            }
            return;
        }
        const chart = chartValues(object);
        if (chart?.chart === "istiod" || chart?.chart === "base") {
            yield* judgeSwitch(chart.values.at("global", "configValidation"));
            yield* judgePolicy(chart.values.at("base", "validationFailurePolicy"));
        }
    },
};

function* judgeSwitch(field: Field): Iterable<Finding> {
    if (field.isUnknown) {
        yield unproven(field);
    } else if (isFalse(field)) {
        yield violation(field, "so nobody checks what is applied to the mesh", "remove it");
    }
}

/** istiod itself says Fail once it serves; whoever applies `Ignore` again opens it for that while. */
function* judgePolicy(field: Field): Iterable<Finding> {
    if (field.text === "Ignore") {
        const message =
            "so what nobody checked is accepted until istiod has set it to Fail, and at each apply again";
        yield warning(field, message, "set it to Fail");
    }
}
