import { authorizationPolicyKinds } from "../engine/authorization";
import { httpFields, rulesOf } from "../engine/authorizationRules";
import { type Field, isEmpty } from "../engine/field";
import { describeObject, label, type PolicyObject } from "../engine/object";
import { podCarriers } from "../engine/podTemplates";
import {
    called,
    type Finding,
    type StackFinding,
    type StackRule,
    unproven,
    violation,
    warning,
} from "../engine/rule";
import type { StackView } from "../engine/stackView";
import { selectorOf, servicesOf } from "../engine/targets";
import { isServed, waypointLabel } from "../engine/waypoints";

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
    kinds: [...authorizationPolicyKinds, tokens, "core/Namespace", "core/Service", ...podCarriers],

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
            const waypoint = label(namespace, waypointLabel);
            const named = targetServices(policy, view);
            const isEnrolled =
                named.length > 0
                    ? named.every((each) => isServed(each, view))
                    : !waypoint.isAbsent && waypoint.text !== "none";
            for (const finding of judge(policy, field, namespace, isEnrolled)) {
                yield { object: policy, finding };
            }
            if (!isEnrolled && policy.groupKind !== tokens) {
                yield* bypassed(policy, named, view);
            }
        }
    },
};

function* judge(
    policy: PolicyObject,
    field: Field,
    namespace: PolicyObject,
    isEnrolled: boolean,
): Iterable<Finding> {
    const [untargeted, unserved] =
        policy.groupKind === tokens ? (["KIA1115", "KIA1110"] as const) : (["KIA0110", "KIA0109"] as const);
    if (isEmpty(policy.root.at("spec", "targetRefs"))) {
        const at = isEmpty(selectorOf(policy)) ? field : selectorOf(policy);
        const message = "which a waypoint ignores, and ztunnel sees no requests";
        const finding = violation(at, message, "name the Service or Gateway in targetRefs instead");
        yield called(finding, untargeted, ...(isEnrolled ? [] : [unserved]));
    } else if (!isEnrolled && targetsServices(policy)) {
        const message = `and neither ${namespace.name} nor, for all this stack says, a Service of it uses a waypoint`;
        yield called(warning(field, message, "set istio.io/use-waypoint"), unserved);
    }
}

/** The pods that a policy is for, where neither they nor their Services use a waypoint that would ask it. */
function* bypassed(
    policy: PolicyObject,
    services: readonly PolicyObject[],
    view: StackView,
): Iterable<StackFinding> {
    const home = policy.namespace ?? "default";
    const selectors = [selectorOf(policy), ...services.map(({ root }) => root.at("spec", "selector"))];
    const pods = selectors
        .filter((each) => !isEmpty(each))
        .flatMap((each) => view.pods.selectedBy(each, home).pods)
        .filter((each) => each.labels.at(waypointLabel).isAbsent);
    const isServedElsewhere = servicesOf(pods, view).some((each) => isServed(each, view));
    for (const { object, labels } of isServedElsewhere ? [] : new Set(pods)) {
        const message = `by which ${describeObject(policy)} is for the pod, which no waypoint stands before`;
        const finding = warning(labels, message, `set ${waypointLabel} for its Service or namespace`);
        yield { object, finding: called(finding, "KIA1317") };
    }
}

/** The Services a policy names, of those that the stack declares. */
function targetServices(policy: PolicyObject, view: StackView): readonly PolicyObject[] {
    return policy.root
        .at("spec", "targetRefs")
        .items()
        .filter((each) => each.at("kind").text === "Service")
        .flatMap((each) => view.find("core/Service", each.at("name").text ?? "", policy.namespace) ?? []);
}

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
