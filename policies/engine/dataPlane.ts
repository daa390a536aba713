import type { Field } from "./field";
import { label, type PolicyObject } from "./object";

/** The label by which namespaces, pods and Services join the mesh without a sidecar. */
export const modeLabel = "istio.io/dataplane-mode";

/** Names of the namespaces of a stack whose pods ztunnel serves. */
export function ambientNamespaces(objects: readonly PolicyObject[]): ReadonlySet<string> {
    return new Set(
        objects
            .filter(
                (each) => each.groupKind === "core/Namespace" && label(each, modeLabel).text === "ambient",
            )
            .map((each) => each.name),
    );
}

/** Whether a pod asks for a sidecar itself, whatever its namespace says. */
export function asksForSidecar(pod: Field): boolean {
    const labels = pod.at("metadata", "labels");
    return (
        labels.at("sidecar.istio.io/inject").text === "true" ||
        (labels.at("istio.io/rev").text ?? "") !== "" ||
        pod.at("metadata", "annotations", "sidecar.istio.io/inject").text === "true"
    );
}

/** Whether a pod carries a sidecar that somebody injected by hand. */
export function carriesSidecar(pod: Field): boolean {
    const containers = [...pod.at("spec", "containers").items(), ...pod.at("spec", "initContainers").items()];
    return containers.length > 1 && containers.some((each) => each.at("name").text === "istio-proxy");
}
