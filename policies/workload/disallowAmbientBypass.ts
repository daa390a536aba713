import { ambientNamespaces, modeLabel } from "../engine/dataPlane";
import type { PolicyObject } from "../engine/object";
import { podCarriers, podTemplate } from "../engine/podTemplates";
import { type StackFinding, type StackRule, unproven, violation } from "../engine/rule";
import { isTrue } from "../engine/texts";

const bypass = "ambient.istio.io/bypass-inbound-capture";
const serviceKinds = ["core/Service", "networking.istio.io/ServiceEntry"];

export const disallowAmbientBypass: StackRule = {
    scope: "stack",
    id: "E-07",
    ids: ["UDS/RestrictIstioAmbientOverrides", "IST0136"],
    name: "meshwright-workload-disallow-ambient-bypass",
    displayName: "Disallow leaving the ambient mesh",
    description:
        "In an ambient namespace no pod may leave the mesh or accept calls past ztunnel, and no Service may leave its " +
        "namespace's waypoint.",
    severity: "high",
    remediationSteps:
        "Remove the label or annotation. What cannot be in the mesh belongs in a namespace of its own.",
    settings: [],
    kinds: ["core/Namespace", ...serviceKinds, ...podCarriers],

    *check(objects) {
        const ambient = ambientNamespaces(objects);
        for (const object of objects) {
            yield* judgePod(object, ambient);
            if (serviceKinds.includes(object.groupKind) && ambient.has(object.namespace ?? "default")) {
                yield* judgeWaypoint(object, objects);
            }
        }
    },
};

function* judgePod(object: PolicyObject, ambient: ReadonlySet<string>): Iterable<StackFinding> {
    const metadata = podTemplate(object)?.at("metadata");
    if (metadata === undefined) {
        return;
    }
    const captured = metadata.at("annotations", bypass);
    if (isTrue(captured)) {
        const effect = "so calls reach the pod past ztunnel, in plaintext and unauthorized";
        yield { object, finding: violation(captured, effect, "remove it") };
    }
    const mode = metadata.at("labels", modeLabel);
    const inAmbient = ambient.has(object.namespace ?? "default");
    if (captured.isUnknown || (inAmbient && mode.isUnknown)) {
        yield { object, finding: unproven(captured.isUnknown ? captured : mode) };
    } else if (inAmbient && mode.text === "none") {
        const effect = `so the pod is outside the mesh that its namespace is in`;
        yield { object, finding: violation(mode, effect, "remove it") };
    }
}

/** Where the namespace's policies about requests are enforced by a waypoint, a Service without it has none. */
function* judgeWaypoint(object: PolicyObject, objects: readonly PolicyObject[]): Iterable<StackFinding> {
    const own = object.root.at("metadata", "labels", "istio.io/use-waypoint");
    const namespace = objects.find(
        (each) => each.groupKind === "core/Namespace" && each.name === (object.namespace ?? "default"),
    );
    const whole = namespace?.root.at("metadata", "labels", "istio.io/use-waypoint").text ?? "";
    if (own.text === "none" && whole !== "" && whole !== "none") {
        const effect = `so calls to it pass the waypoint ${whole} of its namespace by, and every policy there`;
        yield { object, finding: violation(own, effect, "remove it") };
    }
}
