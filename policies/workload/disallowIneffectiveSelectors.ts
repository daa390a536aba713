import { type Field, isEmpty } from "../engine/field";
import type { PolicyObject } from "../engine/object";
import { podCarriers } from "../engine/podTemplates";
import { type StackRule, unseen, violation } from "../engine/rule";
import type { StackView } from "../engine/stackView";

const nameLabel = "gateway.networking.k8s.io/gateway-name";
const policies = [
    "security.istio.io/AuthorizationPolicy",
    "security.istio.io/RequestAuthentication",
    "telemetry.istio.io/Telemetry",
    "extensions.istio.io/WasmPlugin",
];

export const disallowIneffectiveSelectors: StackRule = {
    scope: "stack",
    id: "E-23",
    ids: ["IST0166"],
    name: "meshwright-workload-disallow-ineffective-selectors",
    displayName: "Disallow selectors that a Gateway does not read",
    description:
        "A policy for a Gateway of the Gateway API must name it in targetRefs: such gateways and waypoints do not look at " +
        "selectors, so a policy by label protects nothing there.",
    severity: "high",
    remediationSteps:
        "Replace the selector by targetRefs with group gateway.networking.k8s.io, kind Gateway and the name.",
    settings: [],
    kinds: [...policies, ...podCarriers],

    *check(_objects, _context, view) {
        for (const object of view.of(policies)) {
            const spec = object.root.at("spec");
            const selector = spec.at("selector", "matchLabels");
            const read = [spec.at("targetRefs"), spec.at("targetRef"), selector.at(nameLabel)];
            const targets = read.find((each) => each.isUnknown);
            if (targets !== undefined) {
                yield { object, finding: unseen(targets) };
                continue;
            }
            const isTargeted = !isEmpty(spec.at("targetRefs")) || !spec.at("targetRef").isAbsent;
            if (!isTargeted && !isEmpty(selector) && meansGateway(object, selector, view)) {
                const message = "which the Gateway does not read, so this does nothing there";
                yield { object, finding: violation(selector, message, "name the Gateway in targetRefs") };
            }
        }
    },
};

function meansGateway({ namespace = "default" }: PolicyObject, selector: Field, view: StackView): boolean {
    return (
        !selector.at(nameLabel).isAbsent ||
        view.pods
            .selectedBy(selector, namespace)
            .pods.some(({ labels }) => labels.at(nameLabel).text !== undefined)
    );
}
