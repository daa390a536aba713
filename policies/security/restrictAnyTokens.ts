import { action, authorizationPolicyKinds } from "../engine/authorization";
import { conditionValues, rulesOf, sourcesOf } from "../engine/authorizationRules";
import { type ObjectRule, unproven, violation } from "../engine/rule";

export const restrictAnyTokens: ObjectRule = {
    scope: "object",
    id: "B-02",
    name: "meshwright-security-restrict-any-tokens",
    displayName: "Restrict tokens to an issuer",
    description: "An ALLOW rule must name the issuer of the tokens it goes by.",
    severity: "medium",
    advisory: true,
    framework: {
        name: "Istio Security",
        version: "1.31",
        reference: "https://istio.io/latest/docs/reference/config/security/authorization-policy/",
        specification: "Source: requestPrincipals",
    },
    remediationSteps:
        "Write requestPrincipals as ISSUER/*: a star alone takes the tokens of every issuer that any RequestAuthentication of " +
        "the workload knows, also of one that is added later.",
    settings: [],
    kinds: authorizationPolicyKinds,

    *check(policy) {
        const field = policy.root.at("spec", "action");
        if (!field.isUnknown && action(policy) !== "ALLOW") {
            return;
        }
        for (const rule of rulesOf(policy)) {
            const values = [
                ...sourcesOf(rule).flatMap((each) => each.at("requestPrincipals").items()),
                ...conditionValues(rule, "request.auth.principal"),
            ];
            for (const value of values.filter(
                (each) => each.isUnknown || /^\*(\/|$)/.test(each.text ?? ""),
            )) {
                yield field.isUnknown || value.isUnknown
                    ? unproven(value.isUnknown ? value : field)
                    : violation(value, "so a token of any known issuer will do", "write ISSUER/*");
            }
        }
    },
};
