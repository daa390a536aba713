import { labels } from "../../components/labels";
import {
    isAllow,
    isExcusedPass,
    isForGateway,
    letsInAnybody,
    matchesAll,
    policyRules,
} from "../engine/admission/authorization";
import { any, every, not } from "../engine/admission/cel";
import {
    action,
    anonymousReach,
    authorizationPolicyKinds,
    isAuditPass,
    ruleReach,
    targetsGateway,
} from "../engine/authorization";
import { type ObjectRule, unproven, violation } from "../engine/rule";
import { stageVerdict, withStage } from "../engine/stage";

export const requireAllowedCallers: ObjectRule = {
    scope: "object",
    id: "A-05",
    name: "meshwright-security-require-allowed-callers",
    displayName: "Require callers in ALLOW rules",
    description:
        "Every rule of an ALLOW AuthorizationPolicy must say who may call, except on an ingress gateway.",
    severity: "high",
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Authorization policies",
    },
    remediationSteps: "Add from.source.principals with the service accounts that may call.",
    settings: ["now", "datedStages", "rootNamespaces"],
    kinds: authorizationPolicyKinds,

    *check(policy, context) {
        const field = policy.root.at("spec", "action");
        if ((!field.isUnknown && action(policy) !== "ALLOW") || targetsGateway(policy)) {
            return;
        }
        for (const rule of policy.root.at("spec", "rules").items()) {
            const reach = anonymousReach(rule);
            // A rule without any condition at all is A-03's to refuse.
            if (reach === "some" || ruleReach(rule) === "all") {
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
            const from = rule.at("from");
            yield violation(
                from.isAbsent ? from : rule,
                withStage("so anyone may call, even in plaintext", stage),
                "name the callers in from.source.principals",
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
                        isForGateway,
                        isExcusedPass(context),
                        every(policyRules, "r", any(not(letsInAnybody), matchesAll)),
                    ),
                    message: "which has a rule without callers, so anyone may call, even in plaintext",
                    fix: "name the callers in from.source.principals",
                },
            ],
        },
    ],
};
