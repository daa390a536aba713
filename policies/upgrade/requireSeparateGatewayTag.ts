import { chartValues } from "../engine/chartValues";
import { controlPlaneKinds, controlPlanes } from "../engine/controlPlanes";
import type { Field } from "../engine/field";
import { isGatewayPod } from "../engine/gateways";
import { label, type PolicyObject } from "../engine/object";
import { podTemplate } from "../engine/podTemplates";
import { injectingTags, revisionTargetKinds } from "../engine/revisionTargets";
import { revisionUserKinds, revisionUsers } from "../engine/revisionUsers";
import { type StackRule, violation } from "../engine/rule";

export const requireSeparateGatewayTag: StackRule = {
    scope: "stack",
    id: "H-08",
    name: "meshwright-upgrade-require-separate-gateway-tag",
    displayName: "Require a tag of their own for gateways",
    description:
        "A gateway must follow a revision or a tag that no workload follows, so that what serves all users is moved by " +
        "itself.",
    severity: "low",
    advisory: true,
    remediationSteps:
        "Declare a tag for gateways, such as `gateways`, and move it after the workloads' tags.",
    settings: [],
    kinds: [...new Set([...controlPlaneKinds, ...revisionTargetKinds, ...revisionUserKinds])],

    *check(objects) {
        const tags = new Set(injectingTags(objects).map((each) => each.tag));
        const revisioned = controlPlanes(objects).some((each) => each.revision !== "default");
        // A mesh of one installation without revisions has nothing to follow.
        if (tags.size === 0 && !revisioned) {
            return;
        }
        const gateways = objects.flatMap((object) => gateway(object) ?? []);
        const homes = new Set(gateways.map(({ object }) => object.namespace ?? "default"));
        const workloads = new Map(
            revisionUsers(objects)
                .filter(({ object, role }) => role === "workload" && !homes.has(home(object)))
                .map(({ name, object }) => [name, object] as const),
        );
        const namespaces = new Map(
            objects.filter((each) => each.groupKind === "core/Namespace").map((each) => [each.name, each]),
        );
        const judged = gateways.map((each) => {
            const inherited = namespaces.get(each.object.namespace ?? "default");
            const field =
                each.revision.isAbsent && inherited !== undefined
                    ? label(inherited, "istio.io/rev")
                    : each.revision;
            const shared = tags.has(field.text ?? "") ? workloads.get(field.text) : undefined;
            return { ...each, field, shared, follows: field.isUnknown || (field.text ?? "") !== "" };
        });
        for (const { object, revision, field, shared, follows, group } of judged) {
            // The canary of a gateway may well follow the canary of workloads: behind it most pods do not.
            const rest = judged.find(
                (each) => each.group === group && each.follows && each.shared === undefined,
            );
            if (!follows) {
                const message =
                    "so it follows whatever is the default, together with everything else that does";
                yield { object, finding: violation(revision, message, fix) };
            } else if (shared !== undefined && rest === undefined) {
                const message = `a tag that ${shared.kind} ${shared.name} follows too, so both move at once`;
                yield { object, finding: violation(field, message, fix) };
            }
        }
    },
};

const fix = "give gateways a tag of their own";

interface Gateway {
    readonly object: PolicyObject;
    readonly revision: Field;
    /** The same for all Deployments behind one Service. */
    readonly group: string;
}

/** Gateways that stand by themselves; waypoints belong to the namespaces they serve. */
function gateway(object: PolicyObject): Gateway | undefined {
    const group = `${object.namespace}/${object.kind}/${object.name}`;
    if (object.groupKind === "gateway.networking.k8s.io/Gateway") {
        const own = label(object, "istio.io/rev");
        const pods = object.root.at("spec", "infrastructure", "labels", "istio.io/rev");
        return object.root.at("spec", "gatewayClassName").text === "istio"
            ? { object, group, revision: pods.isAbsent ? own : pods }
            : undefined;
    }
    const chart = chartValues(object);
    if (chart !== undefined) {
        return chart.chart === "gateway" && chart.opaque
            ? { object, group, revision: chart.values.at("revision") }
            : undefined;
    }
    const pod = podTemplate(object);
    if (pod === undefined || !isGatewayPod(pod)) {
        return undefined;
    }
    const labels = pod.at("metadata", "labels");
    return {
        object,
        group: `${object.namespace}/${labels.at("istio").text ?? object.name}`,
        revision: labels.at("istio.io/rev"),
    };
}

/** The namespace whose workloads an object speaks for. */
function home(object: PolicyObject): string {
    return object.groupKind === "core/Namespace" ? object.name : (object.namespace ?? "default");
}
