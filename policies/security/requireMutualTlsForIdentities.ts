import { authorizationPolicyKinds } from "../engine/authorization";
import { conditionValues, principalsOf, rulesOf, sourcesOf } from "../engine/authorizationRules";
import type { Context } from "../engine/context";
import { destinationRuleKind } from "../engine/destinationRules";
import { Field } from "../engine/field";
import { isDryRun, joinsBy, meshKinds, meshOf } from "../engine/mesh";
import { mutualTlsMode } from "../engine/mutualTls";
import { describeObject, label, type PolicyObject } from "../engine/object";
import type { Pods } from "../engine/pods";
import { podCarriers } from "../engine/podTemplates";
import { called, type StackRule, violation } from "../engine/rule";
import type { StackView } from "../engine/stackView";
import { stageVerdict, withStage } from "../engine/stage";
import { isProxied, selectorOf, targetsOf } from "../engine/targets";
import { wideRuleFor } from "../engine/wideRules";

const peer = "security.istio.io/PeerAuthentication";

export const requireMutualTlsForIdentities: StackRule = {
    scope: "stack",
    id: "A-17",
    ids: ["KIA0105", "TIS0104"],
    name: "meshwright-security-require-mutual-tls-for-identities",
    displayName: "Require mutual TLS where callers are told by identity",
    description:
        "A workload whose policy names principals or namespaces must accept mutual TLS only (STRICT).",
    severity: "high",
    framework: {
        name: "Istio Security",
        version: "1.31",
        reference: "https://istio.io/latest/docs/concepts/security/#dependency-on-mutual-tls",
        specification: "Dependency on mutual TLS",
    },
    remediationSteps:
        "Set mtls.mode to STRICT for the workload or its namespace: in plaintext a caller has no identity, and a DENY by " +
        "identity does not see it.",
    settings: ["now", "datedStages", "rootNamespaces"],
    kinds: [
        ...new Set([...meshKinds, ...authorizationPolicyKinds, ...podCarriers, destinationRuleKind, peer]),
    ],

    *check(objects, context, view) {
        const hasMesh = meshOf(objects) !== undefined;
        for (const policy of view.of(authorizationPolicyKinds).filter((each) => !isDryRun(each))) {
            const [field] = rulesOf(policy).flatMap(identities);
            if (field === undefined || field.isUnknown) {
                continue;
            }
            const doubt = doubtful(policy, hasMesh, view, context);
            if (doubt !== undefined) {
                const stage = stageVerdict(policy, ["observed"], context);
                const finding = violation(field, withStage(doubt.message, stage), doubt.fix);
                yield* stage.excused
                    ? stage.warnings.map((each) => ({ object: policy, finding: each }))
                    : [{ object: policy, finding: called(finding, ...doubt.codes) }];
            }
        }
    },
};

interface Doubt {
    readonly message: string;
    readonly fix: string;
    /** Kiali only tells of mutual TLS that is off, not of plaintext beside it. */
    readonly codes: readonly string[];
}

/** Why callers of what a policy is for may come without an identity. */
function doubtful(
    policy: PolicyObject,
    hasMesh: boolean,
    view: StackView,
    context: Context,
): Doubt | undefined {
    const fix = "set mtls.mode to STRICT for it";
    const namespace = policy.namespace ?? "default";
    const { pods } = targetsOf(policy, view, context);
    const loose = pods.find((each) => isProxied(each, view) && isLoose(each, hasMesh, view, context));
    if (loose !== undefined) {
        const isOff = mutualTlsMode(loose, view, context) === "DISABLE";
        const message = `and ${loose.object.kind} ${loose.object.name}, which it is for, accepts plaintext too`;
        return { message, fix, codes: isOff ? ["KIA0105"] : ["KIA"] };
    }
    // Pods of another stack: those that the policy is for, whatever else they are.
    const meant = { object: policy, namespace, pod: new Field({}), labels: selectorOf(policy) };
    if (pods.length === 0 && mutualTlsMode(meant, view, context) === "DISABLE") {
        return { message: "and what it is for takes plaintext only", fix, codes: ["KIA0105"] };
    }
    const rule = wideRuleFor(namespace, view);
    return rule?.mode.text === "DISABLE"
        ? {
              message: `and ${describeObject(rule.object)} has callers send plaintext`,
              fix: "remove its tls block",
              codes: ["KIA0105"],
          }
        : undefined;
}

function identities(rule: Field): readonly Field[] {
    const keys = ["principals", "notPrincipals", "namespaces", "notNamespaces", "serviceAccounts"];
    return [
        ...sourcesOf(rule).flatMap((each) => keys.flatMap((key) => each.at(key).items())),
        ...principalsOf(rule),
        // Without mutual TLS there is no name of a server in it either.
        ...["source.namespace", "connection.sni"].flatMap((key) => conditionValues(rule, key)),
    ];
}

/** Istio's default is PERMISSIVE; a namespace that A-02 judges as a whole, or excuses by its stage, is not said again. */
function isLoose(pods: Pods, hasMesh: boolean, view: StackView, context: Context): boolean {
    const mode = mutualTlsMode(pods, view, context);
    if (mode !== undefined) {
        return mode !== "STRICT";
    }
    const declared = view.namespace(pods.namespace);
    const judgedAsWhole = declared !== undefined && joinsBy(declared) !== undefined;
    return hasMesh && !judgedAsWhole && label(pods.object, "istio.io/dataplane-mode").text !== "ambient";
}
