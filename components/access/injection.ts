import { fieldAt, fieldsOf, textOf, textsByName } from "./fields";

type Labels = Readonly<Record<string, string>>;

/**
 * Whether the injection webhooks give a pod a proxy. A namespace with `istio-injection` ignores its `istio.io/rev`;
 * the pod's label wins over its annotation; a pod can ask for itself where the namespace says nothing. A pod on the
 * host's network is never injected. That the named revision or tag exists is taken for granted.
 */
export function isInjected(namespaceLabels: Labels, template: unknown): boolean {
    const podLabels = textsByName(fieldAt(template, "metadata", "labels"));
    const annotation = textOf(fieldAt(template, "metadata", "annotations", "sidecar.istio.io/inject"));
    const wish = podLabels["sidecar.istio.io/inject"] ?? annotation;
    if (wish === "false" || fieldsOf(fieldAt(template, "spec"))["hostNetwork"] === true) {
        return false;
    }
    const switched = namespaceLabels["istio-injection"];
    if (switched !== undefined) {
        return switched === "enabled";
    }
    return (
        namespaceLabels["istio.io/rev"] !== undefined ||
        podLabels["istio.io/rev"] !== undefined ||
        podLabels["sidecar.istio.io/inject"] === "true"
    );
}
