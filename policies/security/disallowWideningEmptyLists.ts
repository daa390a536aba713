import { excluding, policyRules } from "../engine/admission/authorization";
import { all, any, every, isNone, isSet, listAt, not, read } from "../engine/admission/cel";
import type { Claim } from "../engine/admission/claim";
import { authorizationPolicyKinds } from "../engine/authorization";
import { type Field, isEmpty } from "../engine/field";
import { type Finding, type ObjectRule, violation } from "../engine/rule";

export const disallowWideningEmptyLists: ObjectRule = {
    scope: "object",
    id: "A-04",
    name: "meshwright-security-disallow-widening-empty-lists",
    displayName: "Disallow empty lists in authorization rules",
    description:
        "A condition of an AuthorizationPolicy must not be an empty list: the API drops it, and the rule matches more.",
    severity: "high",
    remediationSteps:
        "Leave the whole rule out when the list it was built from is empty; write no field at all when any value is meant.",
    settings: [],
    kinds: authorizationPolicyKinds,

    *check(policy) {
        const spec = policy.root.at("spec");
        // `rules: []` itself is the safe direction: an ALLOW without rules allows nothing.
        if (!isEmpty(spec.at("rules"))) {
            yield* emptyTarget(spec.at("targetRefs"), spec.at("targetRefs").isList);
            const selector = spec.at("selector", "matchLabels");
            yield* emptyTarget(selector, !selector.isAbsent);
        }
        for (const rule of spec.at("rules").items()) {
            yield* emptyLists(rule);
        }
    },

    admission: [
        {
            claims: () => [
                {
                    at: "spec.targetRefs",
                    holds: any(
                        isNone("object", "spec", "rules"),
                        isNotEmptied("object", "spec", "targetRefs"),
                    ),
                    message: "so the policy is for every workload of its namespace",
                    fix: "name the workload, or leave the field out",
                },
                {
                    at: "spec.selector.matchLabels",
                    holds: any(
                        isNone("object", "spec", "rules"),
                        "!object.?spec.?selector.?matchLabels.hasValue()",
                        "object.spec.selector.matchLabels.size() > 0",
                    ),
                    message: "so the policy is for every workload of its namespace",
                    fix: "name the workload, or leave the field out",
                },
                ...emptiedConditions(),
            ],
        },
    ],
};

/** A list is there with something in it, or not at all. */
function isNotEmptied(root: string, ...keys: readonly string[]): string {
    return any(not(isSet(root, ...keys)), `${read(root, ...keys)}.orValue([]).size() > 0`);
}

function* emptyTarget(field: Field, isGiven: boolean): Iterable<Finding> {
    if (isGiven && isEmpty(field)) {
        yield violation(
            field,
            "so the policy is for every workload of its namespace",
            "name the workload, or leave the field out",
        );
    }
}

/** Every list at any depth: whatever an operation or source may hold, empty means dropped. */
function* emptyLists(field: Field): Iterable<Finding> {
    if (field.isList && field.items().length === 0) {
        yield violation(
            field,
            "which the API drops, so the rule matches as if it were not there",
            "leave the rule out when nothing may match, or name at least one value",
        );
        return;
    }
    for (const element of field.isList ? field.items() : field.entries().map(([, each]) => each)) {
        // Whether a list that is not known yet will be empty is not known either; the rules that read it say so.
        if (!element.isUnknown) {
            yield* emptyLists(element);
        }
    }
}

const sources = [
    "principals",
    "requestPrincipals",
    "namespaces",
    "serviceAccounts",
    "trustDomains",
    "ipBlocks",
    "remoteIpBlocks",
];

/** An expression cannot walk down what it does not know, so what a rule may hold is named. */
function emptiedConditions(): readonly Claim[] {
    const listed = (root: string, fields: readonly string[]) =>
        all(...fields.flatMap((each) => [isNotEmptied(root, each), isNotEmptied(root, excluding(each))]));
    const claim = (at: string, holds: string): Claim => ({
        at: `spec.rules[].${at}`,
        holds: every(policyRules, "r", holds),
        message: "where the API drops what is empty, so the rule matches as if it were not there",
        fix: "leave the rule out when nothing may match, or name at least one value",
    });
    const inside = (list: string, fields: readonly string[], part: string) =>
        all(isNotEmptied("r", list), every(listAt("r", list), "f", listed(`f.?${part}`, fields)));
    return [
        claim("from", inside("from", sources, "source")),
        claim("to", inside("to", ["hosts", "methods", "paths", "ports"], "operation")),
        claim(
            "when",
            all(isNotEmptied("r", "when"), every(listAt("r", "when"), "w", listed("w", ["values"]))),
        ),
    ];
}
