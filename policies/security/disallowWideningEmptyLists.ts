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
};

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
