import { action, authorizationPolicyKinds } from "../engine/authorization";
import type { Context } from "../engine/context";
import { isEmpty } from "../engine/field";
import { isGatewayPod } from "../engine/gateways";
import { isIstioComponent } from "../engine/istioComponents";
import { isDryRun, joinsBy, meshKinds, meshOf } from "../engine/mesh";
import type { PolicyObject } from "../engine/object";
import type { Pods } from "../engine/pods";
import { podCarriers } from "../engine/podTemplates";
import { type StackRule, violation } from "../engine/rule";
import type { StackView } from "../engine/stackView";
import { isProxied, targetsOf } from "../engine/targets";

const guard = "security.istio.io/AuthorizationPolicy";

export const requireLimitedWorkloads: StackRule = {
    scope: "stack",
    id: "A-08",
    ids: ["KIA1301", "TIS1301", "kyverno/require-authorizationpolicy"],
    name: "meshwright-security-require-limited-workloads",
    displayName: "Require limits on every workload",
    description:
        "A workload that joins the mesh by itself must have an ALLOW policy: without any, every call passes.",
    severity: "high",
    remediationSteps:
        "Create an AuthorizationPolicy with action ALLOW that selects the workload, or one with an empty spec in its namespace.",
    settings: ["rootNamespaces"],
    kinds: [...new Set([...meshKinds, ...podCarriers, ...authorizationPolicyKinds])],

    *check(objects, context, view) {
        // Without the control plane, what the root namespace denies by default is another stack's to say.
        if (meshOf(objects) === undefined) {
            return;
        }
        const limits = view
            .kind(guard)
            .filter((each) => !each.partial && action(each) === "ALLOW" && !isDryRun(each));
        const limited = new Set(limits.flatMap((each) => mayBeFor(each, view, context)));
        for (const pods of view.pods.all.filter((each) => isProxied(each, view))) {
            const declared = view.namespace(pods.namespace);
            // A namespace that joins as a whole is A-07's, and a gateway's callers are not of the mesh.
            const isOthers =
                (declared !== undefined && joinsBy(declared) !== undefined) ||
                isGatewayPod(pods.pod) ||
                isIstioComponent(pods.object, pods.pod, context);
            if (!isOthers && !limited.has(pods)) {
                const own = pods.labels.at("sidecar.istio.io/inject");
                const field = own.isAbsent ? pods.labels.at("istio.io/rev") : own;
                yield {
                    object: pods.object,
                    finding: violation(
                        field,
                        "so the pod is in the mesh, and no ALLOW policy is for it: every call passes",
                        `create an AuthorizationPolicy for it, or a default deny, in ${pods.namespace}`,
                    ),
                };
            }
        }
    },
};

/** The pods a policy is for; while some label is not known, any of its namespace. */
function mayBeFor(policy: PolicyObject, view: StackView, context: Context): readonly Pods[] {
    if (!isEmpty(policy.root.at("spec", "targetRefs"))) {
        return [];
    }
    const { pods, hazy } = targetsOf(policy, view, context);
    return hazy === undefined ? pods : [...pods, ...view.pods.in(policy.namespace ?? "default")];
}
