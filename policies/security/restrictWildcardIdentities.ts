import { isAllow, matchesAll, policyRules } from "../engine/admission/authorization";
import { all, any, every, listAt, matches, not, textAt } from "../engine/admission/cel";
import { action, authorizationPolicyKinds, ruleReach } from "../engine/authorization";
import { conditionValues, principalsOf, rulesOf, sourcesOf } from "../engine/authorizationRules";
import type { Field } from "../engine/field";
import { type Finding, type ObjectRule, unproven, violation, warning } from "../engine/rule";

const fix = "name each caller: trust-domain/ns/NAMESPACE/sa/ACCOUNT";

/** No star, or one at an end that leaves the namespace whole. */
const isNamed = any(
    "!p.contains('*')",
    matches("p", /^\*(ns|[^*]*\/ns)\/[^/*]+\/sa\/[^*]+\*?$/),
    matches("p", /^[^*]*\/ns\/[^/*]+\/[^*]*\*$/),
);
const isNotWild = "!n.contains('*')";
const isKey = (key: string) => `${textAt("w", "key")} == '${key}'`;
const inRules = (holds: string) => any(not(isAllow), every(policyRules, "r", any(matchesAll, holds)));

export const restrictWildcardIdentities: ObjectRule = {
    scope: "object",
    id: "A-06",
    ids: ["ASM-EnforceSourcePrincipals"],
    name: "meshwright-security-restrict-wildcard-identities",
    displayName: "Restrict wildcards in identities",
    description:
        "A caller's identity must name its namespace: a wildcard there lets in whoever makes a namespace.",
    severity: "high",
    remediationSteps:
        "Write principals in full, trust-domain/ns/NAMESPACE/sa/ACCOUNT. Istio reads a star only at one end of a value.",
    settings: [],
    kinds: authorizationPolicyKinds,

    *check(policy) {
        const field = policy.root.at("spec", "action");
        if (!field.isUnknown && action(policy) !== "ALLOW") {
            return;
        }
        // A rule that lets everyone in altogether is A-03's to refuse.
        for (const rule of rulesOf(policy).filter((each) => ruleReach(each) !== "all")) {
            for (const principal of principalsOf(rule)) {
                yield* judgePrincipal(principal);
            }
            const namespaces = sourcesOf(rule).flatMap((each) => each.at("namespaces").items());
            for (const namespace of [...namespaces, ...conditionValues(rule, "source.namespace")]) {
                yield* judgeNamespace(namespace);
            }
        }
    },

    admission: [
        {
            claims: () => [
                {
                    at: "spec.rules[].from[].source",
                    holds: inRules(
                        all(
                            every(
                                listAt("r", "from"),
                                "f",
                                every(listAt("f.?source", "principals"), "p", isNamed),
                            ),
                            every(
                                listAt("r", "from"),
                                "f",
                                every(listAt("f.?source", "namespaces"), "n", isNotWild),
                            ),
                        ),
                    ),
                    message: "whose namespaces are left open, so whoever makes one may call",
                    fix,
                },
                {
                    at: "spec.rules[].when[]",
                    holds: inRules(
                        every(
                            listAt("r", "when"),
                            "w",
                            all(
                                any(
                                    not(isKey("source.principal")),
                                    every(listAt("w", "values"), "p", isNamed),
                                ),
                                any(
                                    not(isKey("source.namespace")),
                                    every(listAt("w", "values"), "n", isNotWild),
                                ),
                            ),
                        ),
                    ),
                    message: "whose namespaces are left open, so whoever makes one may call",
                    fix,
                },
            ],
        },
    ],
};

function* judgePrincipal(field: Field): Iterable<Finding> {
    if (field.isUnknown) {
        yield unproven(field);
        return;
    }
    const value = field.text ?? "";
    const inner = value.replace(/^\*|\*$/, "");
    if (!value.includes("*")) {
        return;
    }
    if (value === "*") {
        yield violation(field, "so every workload of the mesh may call", fix);
    } else if (inner.includes("*")) {
        yield violation(field, "which matches nothing: only one star, first or last, is a wildcard", fix);
    } else if (
        value.startsWith("*") ? !/(^|\/)ns\/[^/]+\/sa\/.+$/.test(inner) : !/\/ns\/[^/]+\//.test(inner)
    ) {
        yield violation(field, "which leaves the namespace open, so whoever makes one may call", fix);
    } else if (value.endsWith("*")) {
        yield warning(field, "so every account of that namespace with such a name may call", fix);
    }
}

function* judgeNamespace(field: Field): Iterable<Finding> {
    if (field.isUnknown) {
        yield unproven(field);
    } else if (field.text === "*") {
        yield violation(field, "so every workload of the mesh may call", "name the namespaces");
    } else if (field.text?.includes("*")) {
        yield violation(field, "so whoever makes a namespace of such a name may call", "name the namespaces");
    }
}
