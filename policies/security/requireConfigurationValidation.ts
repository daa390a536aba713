import { chartKinds, chartValues } from "../engine/chartValues";
import type { Field } from "../engine/field";
import type { PolicyObject } from "../engine/object";
import { setTo, takeOut } from "../engine/repair";
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
        const { on, policies } = validation(object);
        yield* on === undefined ? [] : judgeSwitch(on);
        for (const each of policies) {
            yield* judgePolicy(each);
        }
    },

    remediation: {
        does: "takes out `global.configValidation: false`, and sets `failurePolicy` and `base.validationFailurePolicy` from `Ignore` to `Fail`, which is what istiod itself does as soon as it serves",
        *repairs(object) {
            const { on, policies } = validation(object);
            if (on !== undefined && isFalse(on)) {
                yield takeOut(on);
            }
            for (const each of policies.filter(({ text }) => text === "Ignore")) {
                yield setTo(each, "Fail");
            }
        },
    },
};

/** What an object says about Istio's validation: whether there is any, and what happens where it cannot be asked. */
function validation(object: PolicyObject): { readonly on?: Field; readonly policies: readonly Field[] } {
    if (object.groupKind === webhooks) {
        const isIstios = /^(istio-validator|istiod-default-validator)/.test(object.name);
        const all = isIstios ? object.root.at("webhooks").items() : [];
        return { policies: all.map((each) => each.at("failurePolicy")) };
    }
    const chart = chartValues(object);
    return chart?.chart === "istiod" || chart?.chart === "base"
        ? {
              on: chart.values.at("global", "configValidation"),
              policies: [chart.values.at("base", "validationFailurePolicy")],
          }
        : { policies: [] };
}

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
