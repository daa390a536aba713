import type { Field } from "./field";
import { label, type PolicyObject } from "./object";

/**
 * Whether the pods of a carrier get a sidecar, by the labels that the injector's webhooks select by: those of the
 * namespace, and those of the pod. Unknown is what is not known yet, or a namespace that the stack does not declare.
 */
export function isInjected(pod: Field, namespace: PolicyObject | undefined): boolean | "unknown" {
    const labels = pod.at("metadata", "labels");
    const asked = labels.at("sidecar.istio.io/inject");
    const revision = labels.at("istio.io/rev");
    if (labels.isUnknown || asked.isUnknown || revision.isUnknown) {
        return "unknown";
    }
    if (asked.text === "false") {
        return false;
    }
    if (asked.text === "true" || (revision.text ?? "") !== "") {
        // istio-injection=disabled keeps even pods that ask for it out.
        return namespace === undefined || label(namespace, "istio-injection").text !== "disabled";
    }
    if (namespace === undefined) {
        return "unknown";
    }
    const injection = label(namespace, "istio-injection");
    const own = label(namespace, "istio.io/rev");
    if (injection.isUnknown || own.isUnknown) {
        return "unknown";
    }
    return injection.isAbsent ? (own.text ?? "") !== "" : injection.text === "enabled";
}
