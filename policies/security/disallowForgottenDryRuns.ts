import { annotations } from "../../components/labels";
import { isAllow, isNamespaceWide as isForNamespace, policyRules } from "../engine/admission/authorization";
import { all, any, matches, not, textAt } from "../engine/admission/cel";
import { isExcusedByStage } from "../engine/admission/stage";
import { action, authorizationPolicyKinds, isNamespaceWide } from "../engine/authorization";
import { isEmpty } from "../engine/field";
import { annotation } from "../engine/object";
import { type ObjectRule, unproven, violation } from "../engine/rule";
import { stageVerdict, withStage } from "../engine/stage";
import { isTrue } from "../engine/texts";

export const disallowForgottenDryRuns: ObjectRule = {
    scope: "object",
    id: "A-16",
    name: "meshwright-security-disallow-forgotten-dry-runs",
    displayName: "Disallow dry runs without an end",
    description: "An AuthorizationPolicy must enforce what it says, unless a dated stage tries it out.",
    severity: "high",
    framework: {
        name: "Istio Authorization",
        version: "1.31",
        reference: "https://istio.io/latest/docs/tasks/security/authorization/authz-dry-run/",
        specification: "Dry run",
    },
    remediationSteps:
        "Remove the annotation istio.io/dry-run. While a namespace is audited, label the policy with its stage and date it.",
    settings: ["now", "datedStages", "rootNamespaces"],
    kinds: authorizationPolicyKinds,

    *check(policy, context) {
        const field = annotation(policy, annotations.dryRun);
        // A default deny that enforces nothing is as good as none, and A-07 speaks of that.
        const isDefaultDeny =
            action(policy) === "ALLOW" && isNamespaceWide(policy) && isEmpty(policy.root.at("spec", "rules"));
        if (isDefaultDeny) {
            return;
        }
        if (field.isUnknown) {
            yield unproven(field);
            return;
        }
        if (!isTrue(field)) {
            return;
        }
        const stage = stageVerdict(policy, ["observed", "audit"], context);
        if (stage.excused) {
            yield* stage.warnings;
            return;
        }
        yield violation(
            field,
            withStage("so the policy is evaluated and enforces nothing", stage),
            "remove it",
        );
    },

    admission: [
        {
            claims: (context) => [
                {
                    at: `metadata.annotations["${annotations.dryRun}"]`,
                    holds: any(
                        not(
                            matches(
                                textAt("object", "metadata", "annotations", annotations.dryRun),
                                /^true$/i,
                            ),
                        ),
                        // A default deny that enforces nothing is A-07's to refuse.
                        all(isAllow, isForNamespace, `${policyRules}.size() == 0`),
                        isExcusedByStage(["observed", "audit"], context),
                    ),
                    message: "so the policy is evaluated and enforces nothing",
                    fix: "remove it",
                },
            ],
        },
    ],
};
