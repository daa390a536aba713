import { authorizationPolicyKinds } from "../engine/authorization";
import { principalsOf, rulesOf, sourcesOf } from "../engine/authorizationRules";
import type { Context } from "../engine/context";
import type { Field } from "../engine/field";
import { isDryRun, joinsBy, meshKinds, meshOf } from "../engine/mesh";
import { mutualTlsMode } from "../engine/mutualTls";
import { label } from "../engine/object";
import type { Pods } from "../engine/pods";
import { podCarriers } from "../engine/podTemplates";
import { type StackRule, violation } from "../engine/rule";
import type { StackView } from "../engine/stackView";
import { stageVerdict, withStage } from "../engine/stage";
import { isProxied, targetsOf } from "../engine/targets";

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
    kinds: [...new Set([...meshKinds, ...authorizationPolicyKinds, ...podCarriers, peer])],

    *check(objects, context, view) {
        const hasMesh = meshOf(objects) !== undefined;
        for (const policy of view.of(authorizationPolicyKinds).filter((each) => !isDryRun(each))) {
            const [field] = rulesOf(policy).flatMap(identities);
            if (field === undefined || field.isUnknown) {
                continue;
            }
            const loose = targetsOf(policy, view, context).pods.find(
                (each) => isProxied(each, view) && isLoose(each, hasMesh, view, context),
            );
            if (loose !== undefined) {
                const stage = stageVerdict(policy, ["observed"], context);
                const message = `and ${loose.object.kind} ${loose.object.name}, which it is for, accepts plaintext too`;
                const fix = "set mtls.mode to STRICT for it";
                yield* stage.excused
                    ? stage.warnings.map((finding) => ({ object: policy, finding }))
                    : [{ object: policy, finding: violation(field, withStage(message, stage), fix) }];
            }
        }
    },
};

function identities(rule: Field): readonly Field[] {
    const keys = ["principals", "notPrincipals", "namespaces", "notNamespaces", "serviceAccounts"];
    return [
        ...sourcesOf(rule).flatMap((each) => keys.flatMap((key) => each.at(key).items())),
        ...principalsOf(rule),
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
