import { authorizationPolicyKinds } from "../engine/authorization";
import { httpFields, rulesOf } from "../engine/authorizationRules";
import { type Field, isEmpty } from "../engine/field";
import { label, type PolicyObject } from "../engine/object";
import { type StackRule, unproven, violation } from "../engine/rule";
import { selectorOf } from "../engine/targets";

const tokens = "security.istio.io/RequestAuthentication";

export const requireWaypointsForRequests: StackRule = {
    scope: "stack",
    id: "A-22",
    ids: ["KIA0109", "KIA0110", "KIA1110", "KIA1115", "KIA1317"],
    name: "meshwright-security-require-waypoints-for-requests",
    displayName: "Require waypoints for rules about requests",
    description: "In an ambient namespace a policy about requests must name what it is for by targetRefs.",
    severity: "high",
    framework: {
        name: "Istio Ambient",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ambient/usage/l7-features/",
        specification: "Targeting policies or routing rules",
    },
    remediationSteps:
        "Enrol the namespace or Service in a waypoint (istio.io/use-waypoint) and name the Service, or the waypoint's Gateway, " +
        "in targetRefs. ztunnel sees connections only: an ALLOW by path never matches there.",
    settings: [],
    kinds: [...authorizationPolicyKinds, tokens, "core/Namespace"],

    *check(_, __, view) {
        for (const policy of [...view.of(authorizationPolicyKinds), ...view.kind(tokens)]) {
            const field = requestField(policy);
            const namespace = policy.namespace === undefined ? undefined : view.namespace(policy.namespace);
            if (field === undefined || namespace === undefined || !isAmbient(namespace)) {
                continue;
            }
            const targets = policy.root.at("spec", "targetRefs");
            if (targets.isUnknown) {
                yield { object: policy, finding: unproven(targets) };
                continue;
            }
            const waypoint = label(namespace, "istio.io/use-waypoint");
            if (isEmpty(policy.root.at("spec", "targetRefs"))) {
                const at = isEmpty(selectorOf(policy)) ? field : selectorOf(policy);
                yield {
                    object: policy,
                    finding: violation(
                        at,
                        "which a waypoint ignores, and ztunnel sees no requests",
                        "name the Service or Gateway in targetRefs instead",
                    ),
                };
            } else if ((waypoint.isAbsent || waypoint.text === "none") && targetsServices(policy)) {
                const message = `and neither ${namespace.name} nor, for all this stack says, a Service of it uses a waypoint`;
                yield {
                    object: policy,
                    finding: { ...violation(field, message, "set istio.io/use-waypoint"), level: "warning" },
                };
            }
        }
    },
};

function isAmbient(namespace: PolicyObject): boolean {
    return label(namespace, "istio.io/dataplane-mode").text === "ambient";
}

function requestField(policy: PolicyObject): Field | undefined {
    return policy.groupKind === tokens
        ? policy.root.at("spec", "jwtRules")
        : rulesOf(policy).flatMap(httpFields)[0];
}

function targetsServices(policy: PolicyObject): boolean {
    return policy.root
        .at("spec", "targetRefs")
        .items()
        .some((each) => each.at("kind").text === "Service");
}
