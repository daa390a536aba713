import { modeLabel } from "../engine/dataPlane";
import type { Field } from "../engine/field";
import type { PolicyObject } from "../engine/object";
import { podCarriers, podTemplate } from "../engine/podTemplates";
import { called, type StackFinding, type StackRule, unproven, violation } from "../engine/rule";
import type { StackView } from "../engine/stackView";
import { waypointIn, waypointLabel } from "../engine/waypoints";

const gateway = "gateway.networking.k8s.io/Gateway";
const labelled = ["core/Namespace", "core/Service", "networking.istio.io/ServiceEntry"];

export const requireDeclaredWaypoints: StackRule = {
    scope: "stack",
    id: "E-18",
    ids: ["KIA1312", "KIA1313"],
    name: "meshwright-workload-require-declared-waypoints",
    displayName: "Require waypoints that are there",
    description:
        "What istio.io/use-waypoint names must be a Gateway of that name, and whoever names one must be in the ambient mesh: " +
        "otherwise calls fail or pass every policy on requests by.",
    severity: "high",
    remediationSteps:
        "Declare the Gateway (gatewayClassName istio-waypoint) in that namespace, or correct the label; label the namespace " +
        "istio.io/dataplane-mode: ambient.",
    settings: [],
    kinds: [gateway, ...labelled, ...podCarriers],

    *check(objects, _context, view) {
        for (const object of objects) {
            const pod = podTemplate(object);
            const labels = (pod ?? object.root).at("metadata", "labels");
            if (pod !== undefined || labelled.includes(object.groupKind)) {
                yield* judge(object, labels, view);
            }
        }
    },
};

function* judge(object: PolicyObject, labels: Field, view: StackView): Iterable<StackFinding> {
    const isNamespace = object.groupKind === "core/Namespace";
    const home = isNamespace ? object.name : (object.namespace ?? "default");
    const waypoint = waypointIn(labels, home);
    if (labels.at(waypointLabel).isUnknown && !labels.isUnknown) {
        yield { object, finding: unproven(labels.at(waypointLabel)) };
    }
    const namespace = view.namespace(home);
    if (waypoint === undefined || namespace === undefined) {
        return;
    }
    const mode = labels.at(modeLabel);
    const inherited = namespace.root.at("metadata", "labels", modeLabel);
    const isKnown = !mode.isUnknown && !inherited.isUnknown;
    if (
        isKnown &&
        (mode.isAbsent ? inherited : mode).text !== "ambient" &&
        podTemplate(object) !== undefined
    ) {
        const message = "while the pod is not in the ambient mesh, where alone it means something";
        const finding = violation(waypoint.field, message, "remove it, or make the pod ambient");
        yield { object, finding: called(finding, "KIA1312") };
        return;
    }
    // Whether a Gateway stands in a namespace that another stack declares, nobody can tell here.
    const isDeclared = view.namespace(waypoint.namespace) !== undefined;
    if (isDeclared && view.find(gateway, waypoint.name, waypoint.namespace) === undefined) {
        const message = `and ${waypoint.namespace} has no Gateway of that name, so calls meet no waypoint`;
        const finding = violation(waypoint.field, message, "declare it, or correct the name");
        yield { object, finding: called(finding, "KIA1313") };
    }
}
