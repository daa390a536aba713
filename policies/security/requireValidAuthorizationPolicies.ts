import { validityClaims } from "../engine/admission/validPolicies";
import { action, authorizationPolicyKinds } from "../engine/authorization";
import { conditionsOf, operationsOf, rulesOf, sourcesOf } from "../engine/authorizationRules";
import { type Field, isEmpty } from "../engine/field";
import type { PolicyObject } from "../engine/object";
import { attribute, httpMethods, portText } from "../engine/policyWords";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

const method = new RegExp(`^(\\*|${httpMethods.join("|")})$`);
const partialMethod = /^(\*[A-Z]+|[A-Z]+\*)$/;

export const requireValidAuthorizationPolicies: ObjectRule = {
    scope: "object",
    id: "A-24",
    ids: ["IST0106", "KIA0102", "TIS0102"],
    name: "meshwright-security-require-valid-authorization-policies",
    displayName: "Require authorization policies that istiod takes",
    description:
        "An AuthorizationPolicy must be one that istiod accepts, with methods and keys that can match.",
    severity: "high",
    framework: {
        name: "Istio Security",
        version: "1.31",
        reference: "https://istio.io/latest/docs/reference/config/security/authorization-policy/",
        specification: "AuthorizationPolicy",
    },
    remediationSteps:
        "Change what the message names; istiod's webhook refuses it, or nothing ever matches it.",
    settings: [],
    kinds: authorizationPolicyKinds,

    *check(policy) {
        if (policy.partial) {
            return;
        }
        yield* judgeAction(policy);
        for (const rule of rulesOf(policy)) {
            yield* judgeSources(rule);
            yield* judgeOperations(rule);
            for (const each of conditionsOf(rule).map((condition) => condition.at("key"))) {
                if (each.isUnknown) {
                    yield unproven(each);
                } else if (!attribute.test(each.text ?? "")) {
                    yield violation(
                        each,
                        "which istiod does not know",
                        "name an attribute of its documentation",
                    );
                }
            }
        }
    },

    admission: [
        {
            claims: () => validityClaims,
        },
    ],
};

function* judgeAction(policy: PolicyObject): Iterable<Finding> {
    const spec = policy.root.at("spec");
    const field = spec.at("action");
    if (field.isUnknown) {
        yield unproven(field);
        return;
    }
    const kind = action(policy) ?? "";
    if ((kind === "DENY" || kind === "CUSTOM") && isEmpty(spec.at("rules"))) {
        yield violation(
            field,
            "and there are no rules for it, so istiod refuses the policy",
            "add a rule, or {} for all",
        );
    }
    const provider = spec.at("provider", "name");
    if (kind === "CUSTOM" && provider.isUnknown) {
        yield unproven(provider);
    } else if (kind === "CUSTOM" && provider.isAbsent) {
        yield violation(provider, "so nobody decides", "name one of meshConfig.extensionProviders");
    }
    if (kind !== "CUSTOM" && !spec.at("provider").isAbsent) {
        const given = spec.at("provider");
        yield given.isUnknown
            ? unproven(given)
            : violation(given, "which only CUSTOM takes", "remove it, or set action to CUSTOM");
    }
    yield* kind === "CUSTOM" ? rulesOf(policy).flatMap(sourcesOf).flatMap(identities) : [];
    if (!isEmpty(spec.at("selector", "matchLabels")) && !isEmpty(spec.at("targetRefs"))) {
        const unknown = [spec.at("selector", "matchLabels"), spec.at("targetRefs")].find(
            (each) => each.isUnknown,
        );
        yield unknown !== undefined
            ? unproven(unknown)
            : violation(
                  spec.at("targetRefs"),
                  "beside a selector, and only one may be there",
                  "remove one of them",
              );
    }
}

/** Whom a source names, which only the provider may tell. */
function identities(source: Field): readonly Finding[] {
    return source
        .entries()
        .filter(([name, each]) => /principals|namespaces|\*/i.test(name) && !isEmpty(each))
        .map(([, each]) => {
            const fix = "select by operation, and let the provider tell callers";
            return each.isUnknown ? unproven(each) : violation(each, "which CUSTOM does not take", fix);
        });
}

function* judgeSources(rule: Field): Iterable<Finding> {
    for (const source of sourcesOf(rule)) {
        for (const accounts of ["serviceAccounts", "notServiceAccounts"].map((name) => source.at(name))) {
            const others = ["principals", "notPrincipals", "namespaces", "notNamespaces"].map((name) =>
                source.at(name),
            );
            const beside = others.find((each) => !isEmpty(each));
            if (!isEmpty(accounts) && beside !== undefined) {
                const unknown = [accounts, beside].find((each) => each.isUnknown);
                const fix = "say all of it by one of them";
                yield unknown === undefined
                    ? violation(beside, "beside serviceAccounts, which is refused", fix)
                    : unproven(unknown);
            }
        }
    }
}

function* judgeOperations(rule: Field): Iterable<Finding> {
    for (const operation of operationsOf(rule)) {
        for (const each of ["methods", "notMethods"].flatMap((name) => operation.at(name).items())) {
            const text = each.text ?? "";
            if (each.isUnknown) {
                yield unproven(each);
            } else if (!method.test(text) && !matchesSome(text)) {
                yield violation(
                    each,
                    "which is no HTTP method, so it never matches",
                    `name one of ${httpMethods.join(", ")}`,
                );
            }
        }
        for (const each of ["ports", "notPorts"].flatMap((name) => operation.at(name).items())) {
            if (each.isUnknown) {
                yield unproven(each);
            } else if (!portText.test(each.text ?? "")) {
                yield violation(each, "which is no port", 'give a number as text, such as "8080"');
            }
        }
    }
}

function matchesSome(text: string): boolean {
    const part = text.replace("*", "");
    return (
        partialMethod.test(text) &&
        httpMethods.some((each) => (text.startsWith("*") ? each.endsWith(part) : each.startsWith(part)))
    );
}
