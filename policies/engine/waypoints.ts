import type { Field } from "./field";
import type { PolicyObject } from "./object";
import type { StackView } from "./stackView";

/** The label that sends calls to a Service, a pod or a whole namespace through a waypoint. */
export const waypointLabel = "istio.io/use-waypoint";

/** The waypoint an object's own label names, and where it stands. */
export interface Waypoint {
    readonly field: Field;
    readonly name: string;
    readonly namespace: string;
}

/** What labels say about a waypoint; undefined without one. `none` is to have none in spite of the namespace. */
export function waypointIn(labels: Field, home: string): Waypoint | undefined {
    const field = labels.at(waypointLabel);
    const name = field.text ?? "";
    return name === "" || name === "none"
        ? undefined
        : { field, name, namespace: labels.at(`${waypointLabel}-namespace`).text ?? home };
}

/** Whether calls to a Service pass a waypoint: its own, or its namespace's. */
export function isServed(service: PolicyObject, view: StackView): boolean {
    const home = service.namespace ?? "default";
    const labels = service.root.at("metadata", "labels");
    if (!labels.at(waypointLabel).isAbsent) {
        return labels.at(waypointLabel).text !== "none";
    }
    const namespace = view.namespace(home);
    return namespace !== undefined && waypointIn(namespace.root.at("metadata", "labels"), home) !== undefined;
}
