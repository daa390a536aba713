import { chartKinds, chartValues } from "./chartValues";
import type { Field } from "./field";
import { isGatewayPod } from "./gateways";
import { label, type PolicyObject } from "./object";
import { podCarriers, podTemplate } from "./podTemplates";

const gateway = "gateway.networking.k8s.io/Gateway";
const gatewayClass = "gateway.networking.k8s.io/GatewayClass";

/** What `revisionUsers` looks at. */
export const revisionUserKinds: readonly string[] = [
    "core/Namespace",
    gateway,
    gatewayClass,
    "networking.istio.io/WorkloadGroup",
    ...podCarriers,
    ...chartKinds,
];

/** Something that asks for a revision or a tag by name. */
export interface RevisionUser {
    readonly object: PolicyObject;
    /** The field that names it. */
    readonly field: Field;
    /** Absent when it is not known yet. */
    readonly name?: string;
    /** A Namespace speaks for its workloads; a gateway for itself alone. */
    readonly role: "workload" | "gateway";
}

export function revisionUsers(objects: readonly PolicyObject[]): readonly RevisionUser[] {
    return objects.flatMap((object) =>
        fields(object).flatMap(({ field, name = field.text, role = "workload" as const }) => {
            if (field.isUnknown) {
                return [{ object, field, role }];
            }
            return name ? [{ object, field, name, role }] : [];
        }),
    );
}

interface Naming {
    readonly field: Field;
    /** What the field asks for, where that is not its text. */
    readonly name?: string;
    readonly role?: RevisionUser["role"];
}

function fields(object: PolicyObject): readonly Naming[] {
    const own = label(object, "istio.io/rev");
    if (object.groupKind === "core/Namespace") {
        const injection = label(object, "istio-injection");
        // With istio-injection the revision label is ignored, and `default` serves `enabled`.
        return injection.text === "enabled" ? [{ field: injection, name: "default" }] : [{ field: own }];
    }
    if (object.groupKind === gateway) {
        const pods = object.root.at("spec", "infrastructure", "labels", "istio.io/rev");
        return [own, pods].map((field) => ({ field, role: "gateway" }));
    }
    if (object.groupKind === "networking.istio.io/WorkloadGroup") {
        return [{ field: own }, { field: object.root.at("spec", "metadata", "labels", "istio.io/rev") }];
    }
    const pod = podTemplate(object);
    if (pod !== undefined) {
        const field = pod.at("metadata", "labels", "istio.io/rev");
        return [{ field, role: isGatewayPod(pod) ? "gateway" : "workload" }];
    }
    const chart = chartValues(object);
    if (chart !== undefined) {
        return chart.chart === "gateway" && chart.opaque
            ? [{ field: chart.values.at("revision"), role: "gateway" }]
            : [];
    }
    return object.groupKind === gatewayClass ? [{ field: own }] : [];
}
