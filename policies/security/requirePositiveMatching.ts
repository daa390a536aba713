import { excluding, isAllow, policyRules } from "../engine/admission/authorization";
import { any, every, isNone, listAt, not } from "../engine/admission/cel";
import { action, authorizationPolicyKinds } from "../engine/authorization";
import { conditionsOf, operationsOf, rulesOf, sourcesOf } from "../engine/authorizationRules";
import { type Field, isEmpty } from "../engine/field";
import { type Finding, type ObjectRule, unproven, violation, warning } from "../engine/rule";

/** What a caller chooses freely, or what names callers: excluding some of it lets in all that nobody thought of. */
const dangerous = new Set(["notPaths", "notPrincipals"]);

export const requirePositiveMatching: ObjectRule = {
    scope: "object",
    id: "A-09",
    ids: ["ASM-1.2.3"],
    name: "meshwright-security-require-positive-matching",
    displayName: "Require ALLOW by what is meant and DENY by what is not",
    description:
        "An ALLOW rule must name what it allows; one that only excludes allows whatever nobody thought of.",
    severity: "high",
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Use ALLOW-with-positive-matching and DENY-with-negative-match patterns",
    },
    remediationSteps:
        "In ALLOW name the paths and principals themselves (a not… beside them only narrows); in DENY exclude what may pass.",
    settings: [],
    kinds: authorizationPolicyKinds,

    *check(policy) {
        const field = policy.root.at("spec", "action");
        for (const rule of rulesOf(policy)) {
            if (field.isUnknown) {
                const either = [...exclusions(rule), ...denyListed(rule)];
                yield* either.length > 0 ? [unproven(field)] : [];
            } else if (action(policy) === "ALLOW") {
                yield* exclusions(rule);
            } else if (action(policy) === "DENY") {
                yield* denyListed(rule);
            }
        }
    },

    admission: [
        {
            claims: () => [
                {
                    at: "spec.rules[].to[].operation.notPaths",
                    holds: isPositive("to", "t.?operation", "paths"),
                    message: "so whatever is not in it is allowed",
                    fix: "name what is allowed in paths",
                },
                {
                    at: "spec.rules[].from[].source.notPrincipals",
                    holds: isPositive("from", "t.?source", "principals"),
                    message: "so whoever is not in it is allowed",
                    fix: "name who is allowed in principals",
                },
            ],
        },
    ],
};

function isPositive(list: string, root: string, field: string): string {
    const holds = any(isNone(root, excluding(field)), not(isNone(root, field)));
    return any(not(isAllow), every(policyRules, "r", every(listAt("r", list), "t", holds)));
}

function* exclusions(rule: Field): Iterable<Finding> {
    for (const selection of [...sourcesOf(rule), ...operationsOf(rule)]) {
        if (selection.isUnknown) {
            yield unproven(selection);
        }
        for (const [key, field] of selection.entries()) {
            const positive = selection.at(lowerFirst(key.slice("not".length)));
            if (/^not[A-Z]/.test(key) && !isEmpty(field) && isEmpty(positive)) {
                yield excluded(field, dangerous.has(key), positive.toString());
            } else if (/^not[A-Z]/.test(key) && !isEmpty(field) && positive.isUnknown) {
                yield unproven(positive);
            }
        }
    }
    for (const condition of conditionsOf(rule)) {
        const field = condition.at("notValues");
        if (condition.isUnknown) {
            yield unproven(condition);
            continue;
        }
        if (!isEmpty(field) && isEmpty(condition.at("values"))) {
            yield excluded(field, false, condition.at("values").toString());
        }
    }
}

function excluded(field: Field, isDangerous: boolean, positive: string): Finding {
    if (field.isUnknown) {
        return unproven(field);
    }
    const message = "so whatever is not in it is allowed";
    return (isDangerous ? violation : warning)(field, message, `name what is allowed in ${positive}`);
}

/** Ports cannot be written in two ways; everything else can be, and then no DENY that names it matches. */
function* denyListed(rule: Field): Iterable<Finding> {
    const entries = [...sourcesOf(rule), ...operationsOf(rule)].flatMap((each) => each.entries());
    const [first] = entries.filter(([key, field]) => !/^not|^ports$/.test(key) && !isEmpty(field));
    const excludes = entries.some(([key]) => key.startsWith("not"));
    const conditions = conditionsOf(rule).some((each) => !isEmpty(each.at("notValues")));
    if (first?.[1].isUnknown) {
        yield unproven(first[1]);
    } else if (first !== undefined && !excludes && !conditions) {
        yield warning(
            first[1],
            "and a request that says the same in another way is not denied",
            "deny what is not in a list of what may pass (notPaths, notPrincipals), or allow only that",
        );
    }
}

function lowerFirst(text: string): string {
    return text.charAt(0).toLowerCase() + text.slice(1);
}
