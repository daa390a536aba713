import {
    action,
    anonymousReach,
    authorizationPolicyKinds,
    ruleReach,
    targetsGateway,
} from "../engine/authorization";
import { conditionsOf, rulesOf, sourcesOf } from "../engine/authorizationRules";
import type { Context } from "../engine/context";
import { type Field, isEmpty } from "../engine/field";
import { isDryRun } from "../engine/mesh";
import type { PolicyObject } from "../engine/object";
import { type StackRule, unproven, violation, warning } from "../engine/rule";
import { selectorOf } from "../engine/targets";

const tokens = "security.istio.io/RequestAuthentication";

export const requireTokens: StackRule = {
    scope: "stack",
    id: "B-01",
    name: "meshwright-security-require-tokens",
    displayName: "Require a policy that asks for the token",
    description:
        "Where tokens are verified, an AuthorizationPolicy must ask for one: a request without any passes.",
    severity: "critical",
    framework: {
        name: "Istio Security",
        version: "1.31",
        reference: "https://istio.io/latest/docs/reference/config/security/request_authentication/",
        specification: "RequestAuthentication: requests without credentials",
    },
    remediationSteps:
        "Add requestPrincipals (ISSUER/*) to the ALLOW rules for the same workload, or a DENY of notRequestPrincipals: " +
        '["*"]. A RequestAuthentication refuses wrong tokens, not missing ones.',
    settings: ["rootNamespaces"],
    kinds: [tokens, ...authorizationPolicyKinds],

    *check(_, context, view) {
        const demanding = view
            .of(authorizationPolicyKinds)
            .filter((each) => !isDryRun(each) && rulesOf(each).some((rule) => demandsToken(each, rule)));
        for (const object of view.kind(tokens)) {
            const rules = object.root.at("spec", "jwtRules");
            if (object.partial || isEmpty(rules) || demanding.some((each) => covers(each, object, context))) {
                continue;
            }
            const policies = view
                .of(authorizationPolicyKinds)
                .filter((each) => covers(each, object, context));
            const limits = policies.filter((each) => action(each) === "ALLOW" && !isDryRun(each));
            // Nobody may call at all.
            if (limits.length > 0 && limits.flatMap(rulesOf).length === 0) {
                continue;
            }
            const isMeant = limits.length > 0 && limits.every(isDeliberate);
            const message = "and no AuthorizationPolicy asks for its token, so requests without any pass";
            const fix = "add requestPrincipals to the ALLOW rules of the same workload";
            const report = isMeant ? warning : violation;
            yield {
                object,
                finding: rules.isUnknown ? unproven(rules) : report(firstIssuer(rules), message, fix),
            };
        }
    },
};

/**
 * Whether a policy opens what it opens on purpose: to callers with an identity, which may have been asked for the
 * token on their way, or at a gateway to certain requests of the public.
 */
function isDeliberate(policy: PolicyObject): boolean {
    const reach = targetsGateway(policy) ? ruleReach : anonymousReach;
    return rulesOf(policy).every((each) => reach(each) === "some");
}

/** What names a set of rules best: its first issuer. */
function firstIssuer(rules: Field): Field {
    const issuer = rules.items()[0]?.at("issuer");
    return issuer?.text === undefined ? rules : issuer;
}

/** What is not known yet may ask for one; the rules about its fields speak of that. */
function demandsToken(policy: PolicyObject, rule: Field): boolean {
    const kind = action(policy);
    const sources = sourcesOf(rule);
    if (kind === "DENY") {
        return (
            sources.some((each) => !isEmpty(each.at("notRequestPrincipals"))) ||
            conditionsOf(rule).some((each) => isTokenKey(each.at("key")) && !isEmpty(each.at("notValues")))
        );
    }
    return (
        rule.isUnknown ||
        sources.some((each) => !isEmpty(each.at("requestPrincipals"))) ||
        conditionsOf(rule).some((each) => isTokenKey(each.at("key")) && !isEmpty(each.at("values")))
    );
}

function isTokenKey(key: Field): boolean {
    return key.isUnknown || (key.text?.startsWith("request.auth.") ?? false);
}

/** Whether a policy is for all that a RequestAuthentication is for: by the same targets, or by fewer labels. */
function covers(policy: PolicyObject, object: PolicyObject, context: Context): boolean {
    const namespace = policy.namespace ?? "default";
    if (namespace !== (object.namespace ?? "default") && !context.rootNamespaces.includes(namespace)) {
        return false;
    }
    const targets = object.root.at("spec", "targetRefs");
    const own = policy.root.at("spec", "targetRefs");
    if (!isEmpty(own)) {
        const names = new Set(own.items().map(nameOf));
        return targets.items().some((each) => names.has(nameOf(each)));
    }
    const wanted = selectorOf(object);
    const isNarrower = selectorOf(policy)
        .entries()
        .some(
            ([key, each]) =>
                !each.isUnknown && !wanted.at(key).isUnknown && wanted.at(key).text !== each.text,
        );
    // Without a selector of its own it is for the namespace, of which a policy for some workloads asks in part.
    return !isNarrower || (isEmpty(wanted) && isEmpty(targets));
}

function nameOf(target: Field): string {
    return `${target.at("kind").text}/${target.at("name").text}`;
}
