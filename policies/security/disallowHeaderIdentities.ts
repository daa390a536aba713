import { action, authorizationPolicyKinds } from "../engine/authorization";
import { conditionsOf, rulesOf, sourcesOf } from "../engine/authorizationRules";
import { type Field, isEmpty } from "../engine/field";
import { type ObjectRule, unproven, violation } from "../engine/rule";

/** Headers that say who somebody is, or where from; anyone can send them. */
const identityHeader =
    /^request\.headers\[(x-forwarded-|x-(user|auth|remote|real|client|caller|tenant|role|internal|api-key|email|group)|forwarded|authorization|remote-user)/i;

export const disallowHeaderIdentities: ObjectRule = {
    scope: "object",
    id: "A-19",
    name: "meshwright-security-disallow-header-identities",
    displayName: "Disallow headers in place of an identity",
    description: "An ALLOW rule must not go by a header alone to tell who calls: whoever calls writes it.",
    severity: "high",
    advisory: true,
    remediationSteps:
        "Add the principals that may set the header, or verify a token with a RequestAuthentication.",
    settings: [],
    kinds: authorizationPolicyKinds,

    *check(policy) {
        const field = policy.root.at("spec", "action");
        if (!field.isUnknown && action(policy) !== "ALLOW") {
            return;
        }
        for (const rule of rulesOf(policy)) {
            const header = trustedHeader(rule);
            if (header !== undefined) {
                yield field.isUnknown || header.isUnknown
                    ? unproven(header.isUnknown ? header : field)
                    : violation(
                          header,
                          "which the caller writes itself",
                          "name the callers in from beside it",
                      );
            }
        }
    },
};

/** The header a rule tells callers by: one that claims to, or any where nothing else is asked for. */
function trustedHeader(rule: Field): Field | undefined {
    if (rule.isUnknown) {
        return rule;
    }
    const keys = conditionsOf(rule).map((each) => each.at("key"));
    const knowsCaller =
        rule.at("from").isUnknown ||
        sourcesOf(rule).some((each) => !isEmpty(each)) ||
        keys.some((key) => /^(source|remote|connection|request\.auth)\b/.test(key.text ?? ""));
    if (knowsCaller) {
        return undefined;
    }
    const isAlone = isEmpty(rule.at("to"));
    return keys.find(
        (key) =>
            key.isUnknown ||
            (isAlone ? key.text?.startsWith("request.headers[") : identityHeader.test(key.text ?? "")),
    );
}
