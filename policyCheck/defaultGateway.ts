import { type PolicyObject, policyObjects } from "../policies/engine/object";
import type { StackView } from "../policies/engine/stackView";

const labels = { istio: "ingressgateway" };

/**
 * The gateway that istioctl installs, which manifests of applications take for granted: its pod and Service, as
 * `istioctl analyze` supplies them too. Nothing where the files have one of their own.
 */
export function defaultGateway(view: StackView): readonly PolicyObject[] {
    if (view.pods.all.some((each) => each.labels.at("istio").text === labels.istio)) {
        return [];
    }
    const metadata = { name: "istio-ingressgateway", namespace: "istio-system" };
    const ports = [80, 443, 31400, 15443].map((port) => ({ port, targetPort: port, protocol: "TCP" }));
    const pod = { metadata: { ...metadata, labels }, spec: { containers: [{ name: "istio-proxy" }] } };
    const service = { metadata, spec: { selector: labels, ports } };
    return [
        ...policyObjects({ apiVersion: "v1", kind: "Pod", content: pod, origin: "" }),
        ...policyObjects({ apiVersion: "v1", kind: "Service", content: service, origin: "" }),
    ];
}
