import { destinationRuleKind, ruleHost, trafficPolicies } from "../engine/destinationRules";
import type { Field } from "../engine/field";
import { serviceOf } from "../engine/hosts";
import { label, type PolicyObject } from "../engine/object";
import { called, type StackRule, violation } from "../engine/rule";

const requests: readonly (readonly string[])[] = [
    ["connectionPool", "http"],
    ["loadBalancer", "consistentHash"],
    ["outlierDetection", "consecutive5xxErrors"],
    ["outlierDetection", "consecutiveGatewayErrors"],
];

export const requireWaypointsForRules: StackRule = {
    scope: "stack",
    id: "D-28",
    ids: ["KIA0210", "KIA0211", "KIA0212"],
    name: "meshwright-traffic-require-waypoints-for-rules",
    displayName: "Require waypoints for rules about requests",
    description:
        "In an ambient namespace a DestinationRule about requests needs a waypoint, and to stand beside its Service.",
    severity: "medium",
    advisory: true,
    framework: {
        name: "Istio Ambient",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ambient/usage/l7-features/",
        specification: "Traffic routing",
    },
    remediationSteps:
        "Set istio.io/use-waypoint on the Service or its namespace, and keep the rule in that namespace. ztunnel sees no requests.",
    settings: [],
    kinds: [destinationRuleKind, "core/Service", "core/Namespace"],

    *check(_, __, view) {
        for (const object of view.kind(destinationRuleKind)) {
            const service = serviceOf(ruleHost(object) ?? "");
            const namespace = service === undefined ? undefined : view.namespace(service.namespace);
            const field = requestField(object);
            if (
                service === undefined ||
                namespace === undefined ||
                field === undefined ||
                !isAmbient(namespace)
            ) {
                continue;
            }
            if (object.namespace !== service.namespace) {
                const at = object.root.at("spec", "host");
                const message = `a Service of ${service.namespace}, whose waypoint takes rules of its own namespace only`;
                const finding = violation(at, message, `move it to ${service.namespace}`);
                const declared = view.find("core/Service", service.name, service.namespace);
                const isServed = declared === undefined || isEnrolled(namespace, declared);
                yield { object, finding: called(finding, "KIA0212", ...(isServed ? [] : ["KIA0211"])) };
            } else if (!isEnrolled(namespace, view.find("core/Service", service.name, service.namespace))) {
                const message = "which only a waypoint does, and the Service uses none";
                const isDeclared = view.find("core/Service", service.name, service.namespace) !== undefined;
                const finding = violation(field, message, "set istio.io/use-waypoint");
                yield { object, finding: called(finding, isDeclared ? "KIA0211" : "KIA0210") };
            }
        }
    },
};

function requestField(object: PolicyObject): Field | undefined {
    const fields = trafficPolicies(object).flatMap((policy) => requests.map((path) => policy.at(...path)));
    const subset = object.root.at("spec", "subsets").items()[0];
    return [...fields, ...(subset === undefined ? [] : [subset])].find(
        (each) => !each.isAbsent && !each.isUnknown,
    );
}

function isAmbient(namespace: PolicyObject): boolean {
    return label(namespace, "istio.io/dataplane-mode").text === "ambient";
}

function isEnrolled(namespace: PolicyObject, service: PolicyObject | undefined): boolean {
    const own = service === undefined ? undefined : label(service, "istio.io/use-waypoint");
    const general = label(namespace, "istio.io/use-waypoint");
    const deciding = own === undefined || own.isAbsent ? general : own;
    return deciding.isUnknown || (deciding.text !== undefined && deciding.text !== "none");
}
