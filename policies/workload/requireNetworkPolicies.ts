import { type Field, isEmpty } from "../engine/field";
import { meshKinds, meshOf, namespaceStage } from "../engine/mesh";
import type { PolicyObject } from "../engine/object";
import { type StackRule, unproven, violation } from "../engine/rule";
import { withStage } from "../engine/stage";

const networkPolicy = "networking.k8s.io/NetworkPolicy";

export const requireNetworkPolicies: StackRule = {
    scope: "stack",
    id: "E-09",
    ids: ["kyverno/require-netpol", "kyverno/add-network-policy"],
    name: "meshwright-workload-require-network-policies",
    displayName: "Require the network to be closed below the mesh",
    description:
        "Every namespace in the mesh must have a NetworkPolicy that closes all of its pods to calls nobody allowed: a pod " +
        "without its proxy is still kept in, and out.",
    severity: "high",
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Defense in depth with NetworkPolicy",
    },
    remediationSteps:
        "Create a NetworkPolicy with an empty podSelector and policyTypes Ingress and Egress in the namespace, and one for each " +
        "workload with what it may do.",
    settings: ["now", "datedStages", "rootNamespaces"],
    kinds: [...meshKinds, networkPolicy],

    *check(objects, context, view) {
        for (const namespace of meshOf(objects)?.namespaces ?? []) {
            const verdicts = view.in(networkPolicy, namespace.name).map(closes);
            if (verdicts.includes(true)) {
                continue;
            }
            const stage = namespaceStage(namespace, ["observed", "audit"], context);
            if (stage.excused) {
                yield* stage.warnings.map((finding) => ({ object: namespace.object, finding }));
                continue;
            }
            const unknown = verdicts.find((each) => typeof each !== "boolean") ?? namespace.because;
            const message = withStage(
                "so its pods are in the mesh, and whoever gets past a proxy meets no NetworkPolicy",
                stage,
            );
            const fix = `create a NetworkPolicy with an empty podSelector in ${namespace.name}`;
            yield {
                object: namespace.object,
                finding:
                    typeof unknown !== "boolean" && unknown.isUnknown
                        ? unproven(unknown)
                        : violation(namespace.because, message, fix),
            };
        }
    },
};

/** Whether a policy closes all pods of its namespace to calls, except those it names. */
function closes({ root, partial }: PolicyObject): boolean | Field {
    const spec = root.at("spec");
    const selector = spec.at("podSelector");
    const types = spec.at("policyTypes");
    const unknown = [
        selector.at("matchLabels"),
        selector.at("matchExpressions"),
        ...types.items(),
        spec.at("ingress"),
    ].find((each) => each.isUnknown);
    if (unknown !== undefined) {
        return unknown;
    }
    const rules = spec.at("ingress").items();
    const isIngress = isEmpty(types) || types.items().some((each) => each.text === "Ingress");
    const selectsAll = ["matchLabels", "matchExpressions"].every((each) => isEmpty(selector.at(each)));
    // A rule without `from` and without ports lets everyone in.
    const opens = rules.some((each) => isEmpty(each.at("from")) && isEmpty(each.at("ports")));
    return !partial && selectsAll && isIngress && !opens;
}
