import { type Field, isEmpty } from "../engine/field";
import { joinsBy } from "../engine/mesh";
import { meshConfigKinds } from "../engine/meshConfig";
import { meshSettings } from "../engine/meshSettings";
import type { PolicyObject } from "../engine/object";
import { type StackRule, unproven, violation } from "../engine/rule";

const guard = "networking.k8s.io/NetworkPolicy";

export const requireEgressNetworkPolicies: StackRule = {
    scope: "stack",
    id: "D-03",
    name: "meshwright-traffic-require-egress-network-policies",
    displayName: "Require NetworkPolicies behind REGISTRY_ONLY",
    description:
        "A namespace whose egress the mesh closes must close it by a NetworkPolicy too: a sidecar can be left out.",
    severity: "high",
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Understand traffic capture limitations; restrict egress traffic",
    },
    remediationSteps:
        "Add policyTypes: [Egress] to a NetworkPolicy that selects every pod of the namespace, and allow what must go out. " +
        "Namespaces without any NetworkPolicy are E-09's.",
    settings: [],
    kinds: [...meshConfigKinds, guard, "core/Namespace"],

    *check(_, __, view) {
        const closed = meshSettings(view).some(
            ({ mesh }) => mesh.at("outboundTrafficPolicy", "mode").text === "REGISTRY_ONLY",
        );
        for (const namespace of closed ? view.kind("core/Namespace") : []) {
            const policies = view.in(guard, namespace.name);
            const because = joinsBy(namespace);
            if (because === undefined || policies.length === 0 || policies.some(closesEgress)) {
                continue;
            }
            const hazy = policies.find((each) => decisive(each) !== undefined);
            const unknown = hazy === undefined ? undefined : decisive(hazy);
            if (hazy !== undefined && unknown !== undefined) {
                yield { object: hazy, finding: unproven(unknown) };
                continue;
            }
            const message = "so its pods are in the mesh, and one without a working sidecar reaches any host";
            const fix = `add policyTypes: [Egress] to a NetworkPolicy for every pod of ${namespace.name}`;
            yield {
                object: namespace,
                finding: because.isUnknown ? unproven(because) : violation(because, message, fix),
            };
        }
    },
};

/** For every pod; without policyTypes it is about egress where it has rules for it. */
function closesEgress({ root }: PolicyObject): boolean {
    const spec = root.at("spec");
    const selector = spec.at("podSelector");
    const types = spec.at("policyTypes");
    const isForAll = isEmpty(selector.at("matchLabels")) && isEmpty(selector.at("matchExpressions"));
    return (
        isForAll &&
        (types.items().some((each) => each.isUnknown || each.text === "Egress") ||
            (isEmpty(types) && spec.at("egress").isList))
    );
}

/** What is not known yet of whom a policy closes, and for which direction. */
function decisive({ root }: PolicyObject): Field | undefined {
    const selector = root.at("spec", "podSelector");
    const types = root.at("spec", "policyTypes").items();
    return [selector.at("matchLabels"), selector.at("matchExpressions"), ...types].find(
        (each) => each.isUnknown,
    );
}
