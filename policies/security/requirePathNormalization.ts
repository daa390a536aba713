import { action, authorizationPolicyKinds } from "../engine/authorization";
import { operationsOf, rulesOf } from "../engine/authorizationRules";
import { isEmpty } from "../engine/field";
import { meshConfigKinds } from "../engine/meshConfig";
import { completeSettings } from "../engine/meshSettings";
import { describeObject, type PolicyObject } from "../engine/object";
import { type StackRule, unproven, violation, warning } from "../engine/rule";

const strong = new Set(["MERGE_SLASHES", "DECODE_AND_MERGE_SLASHES"]);

export const requirePathNormalization: StackRule = {
    scope: "stack",
    id: "A-12",
    ids: ["ASM-1.2.2"],
    name: "meshwright-security-require-path-normalization",
    displayName: "Require normalized paths",
    description: "A mesh whose policies go by paths must merge slashes and decode them before it compares.",
    severity: "high",
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Understand traffic capture limitations: path normalization",
    },
    remediationSteps:
        "Set meshConfig.pathNormalization.normalization to DECODE_AND_MERGE_SLASHES: with BASE, the default, /a//b and /a%2Fb " +
        "pass a DENY of /a/b.",
    settings: [],
    kinds: [...authorizationPolicyKinds, ...meshConfigKinds],

    *check(_, __, view) {
        const byPath = view.of(authorizationPolicyKinds).filter(goesByPaths);
        const denying = byPath.find((each) => action(each) === "DENY");
        const first = denying ?? byPath[0];
        if (first === undefined) {
            return;
        }
        for (const { object, mesh } of completeSettings(view)) {
            const field = mesh.at("pathNormalization", "normalization");
            if (field.isUnknown) {
                yield { object, finding: unproven(field) };
            } else if (!strong.has(field.text ?? "")) {
                // An ALLOW that misses a spelling denies; a DENY that misses one lets it through.
                const report = denying === undefined ? warning : violation;
                const message = `so other spellings of a path pass by ${describeObject(first)}`;
                yield { object, finding: report(field, message, "set it to DECODE_AND_MERGE_SLASHES") };
            }
        }
    },
};

function goesByPaths(policy: PolicyObject): boolean {
    return rulesOf(policy)
        .flatMap(operationsOf)
        .some((each) => !isEmpty(each.at("paths")) || !isEmpty(each.at("notPaths")));
}
