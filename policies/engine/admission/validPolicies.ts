import { attribute, httpMethods, portText } from "../policyWords";
import { excluding, policyAction, policyRules } from "./authorization";
import { all, any, every, isNone, isOneOf, isSet, listAt, mapAt, matches, not, textAt } from "./cel";
import type { Claim } from "./claim";

const from = (holds: string) => every(policyRules, "r", every(listAt("r", "from"), "f", holds));
const to = (holds: string) => every(policyRules, "r", every(listAt("r", "to"), "t", holds));
const source = "f.?source";
const operation = "t.?operation";
const both = (field: string) => [field, excluding(field)];

/** Every method, and what is left of one before or after a star. */
const methodTexts = [
    "*",
    ...new Set(
        httpMethods.flatMap((each) => [
            each,
            ...[...each].flatMap((_, index) => [`${each.slice(0, index + 1)}*`, `*${each.slice(index)}`]),
        ]),
    ),
];

/** What `requireValidAuthorizationPolicies` asks, in CEL. */
export const validityClaims: readonly Claim[] = [
    {
        at: "spec.rules",
        holds: any(not(isOneOf(policyAction, ["DENY", "CUSTOM"])), `${policyRules}.size() > 0`),
        message: "and DENY or CUSTOM needs some, so istiod refuses the policy",
        fix: "add a rule, or {} for all",
    },
    {
        at: "spec.provider",
        holds: `${policyAction} == 'CUSTOM' ? ${isSet("object", "spec", "provider", "name")} : ${not(isSet("object", "spec", "provider"))}`,
        message: "which CUSTOM needs, and nothing else takes",
        fix: "name one of meshConfig.extensionProviders, or remove it",
    },
    {
        at: "spec.rules[].from[].source",
        holds: any(
            not(`${policyAction} == 'CUSTOM'`),
            from(
                all(
                    ...["principals", "requestPrincipals", "namespaces"]
                        .flatMap(both)
                        .map((each) => isNone(source, each)),
                ),
            ),
        ),
        message: "which names callers, and CUSTOM does not take them",
        fix: "select by operation, and let the provider tell callers",
    },
    {
        at: "spec.targetRefs",
        holds: any(
            isNone("object", "spec", "targetRefs"),
            `${mapAt("object", "spec", "selector", "matchLabels")}.size() == 0`,
        ),
        message: "beside a selector, and only one may be there",
        fix: "remove one of them",
    },
    {
        at: "spec.rules[].from[].source.serviceAccounts",
        holds: from(
            any(
                all(...both("serviceAccounts").map((each) => isNone(source, each))),
                all(...["principals", "namespaces"].flatMap(both).map((each) => isNone(source, each))),
            ),
        ),
        message: "beside principals or namespaces, which is refused",
        fix: "say all of it by one of them",
    },
    {
        at: "spec.rules[].to[].operation.methods",
        holds: to(
            all(
                ...both("methods").map((each) =>
                    every(listAt(operation, each), "m", isOneOf("m", methodTexts)),
                ),
            ),
        ),
        message: "where something is no HTTP method, so it never matches",
        fix: `name ${httpMethods.join(", ")}`,
    },
    {
        at: "spec.rules[].to[].operation.ports",
        holds: to(
            all(...both("ports").map((each) => every(listAt(operation, each), "p", matches("p", portText)))),
        ),
        message: "where something is no port",
        fix: 'give numbers as text, such as "8080"',
    },
    {
        at: "spec.rules[].when[].key",
        holds: every(
            policyRules,
            "r",
            every(listAt("r", "when"), "w", matches(textAt("w", "key"), attribute)),
        ),
        message: "which istiod does not know",
        fix: "name an attribute of its documentation",
    },
];
