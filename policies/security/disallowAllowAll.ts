import { labels } from "../../components/labels";
import { isAllow, isExcusedPass, matchesAll, policyRules } from "../engine/admission/authorization";
import { any, every, not } from "../engine/admission/cel";
import { action, authorizationPolicyKinds, isAuditPass, ruleReach } from "../engine/authorization";
import { type ObjectRule, unproven, violation } from "../engine/rule";
import { stageVerdict, withStage } from "../engine/stage";

export const disallowAllowAll: ObjectRule = {
    scope: "object",
    id: "A-03",
    ids: ["ASM-SourceNotAllAuthz"],
    name: "meshwright-security-disallow-allow-all",
    displayName: "Disallow rules that allow everything",
    description: "An ALLOW AuthorizationPolicy must not hold a rule that matches every request.",
    severity: "critical",
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Authorization policies",
    },
    remediationSteps:
        "Name the callers (from.source.principals) and what they may do (to.operation methods, paths, ports). While a " +
        "workload is audited, the labelled and dated pass may allow everything.",
    settings: ["now", "datedStages", "rootNamespaces"],
    kinds: authorizationPolicyKinds,

    *check(policy, context) {
        const field = policy.root.at("spec", "action");
        if (!field.isUnknown && action(policy) !== "ALLOW") {
            return;
        }
        for (const rule of policy.root.at("spec", "rules").items()) {
            const reach = ruleReach(rule);
            if (reach === "some") {
                continue;
            }
            if (field.isUnknown || reach !== "all") {
                yield unproven(reach === "all" ? field : reach);
                continue;
            }
            const stage = stageVerdict(policy, ["observed", "audit"], context);
            if (stage.excused && isAuditPass(policy, labels.auditPass)) {
                yield* stage.warnings;
                continue;
            }
            yield violation(
                rule,
                withStage("which matches every request from every caller", stage),
                "name the principals in from and the operations in to",
            );
        }
    },

    admission: [
        {
            claims: (context) => [
                {
                    at: "spec.rules",
                    holds: any(
                        not(isAllow),
                        isExcusedPass(context),
                        every(policyRules, "r", not(matchesAll)),
                    ),
                    message: "which has a rule that matches every request from every caller",
                    fix: "name the principals in from and the operations in to",
                },
            ],
        },
    ],
};
