import { add } from "../engine/collect";
import { destinationRuleKind, ruleHost } from "../engine/destinationRules";
import type { Field } from "../engine/field";
import type { PolicyObject } from "../engine/object";
import { destinationsOf, routesOf, virtualService } from "../engine/routes";
import { type StackRule, violation } from "../engine/rule";
import type { StackView } from "../engine/stackView";

export const requireSubsetsFirst: StackRule = {
    scope: "stack",
    id: "G-07",
    name: "meshwright-traffic-require-subsets-first",
    displayName: "Require subsets before the routes to them",
    description:
        "A route of a Meshwright component must wait for the DestinationRule of its namespace whose subset it names: whichever comes first, " +
        "requests are answered 503 while the subset is not there, and again when it goes before the route.",
    severity: "medium",
    framework: {
        name: "Istio Traffic Management Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/traffic-management/",
        specification: "Avoid 503 errors while reconfiguring service routes",
    },
    remediationSteps:
        "Give the VirtualService the DestinationRule in dependsOn; the engine then also deletes them in the other order.",
    settings: [],
    kinds: [virtualService, destinationRuleKind],

    *check(_objects, _context, view) {
        const { order } = view;
        // Files say nothing of an order, and whoever applies them decides it.
        if (order === undefined) {
            return;
        }
        for (const object of view.kind(virtualService).filter((each) => each.ours)) {
            for (const { field, host } of routesOf(object).flatMap((each) => destinationsOf(each, object))) {
                const subset = field.at("subset");
                // Namespaces are applied one by one, each as a whole, so between two of them there is no order to ask for.
                const forHost = (view.once(rulesByHost).get(host ?? "") ?? []).filter(
                    ({ namespace }) => namespace === object.namespace,
                );
                const rules = forHost.filter((each) => has(each.root.at("spec", "subsets"), subset));
                const [rule] = rules;
                if (rule !== undefined && !rules.some((each) => order(object.origin, each.origin))) {
                    const message = `of DestinationRule ${rule.namespace ?? "default"}/${rule.name}, which the route does not wait for, so requests may be answered 503`;
                    yield {
                        object,
                        finding: violation(subset, message, "name the DestinationRule in dependsOn"),
                    };
                }
            }
        }
    },
};

function rulesByHost(view: StackView): ReadonlyMap<string, readonly PolicyObject[]> {
    const found = new Map<string, PolicyObject[]>();
    for (const object of view.kind(destinationRuleKind)) {
        add(found, ruleHost(object) ?? "", object);
    }
    return found;
}

function has(subsets: Field, name: Field): boolean {
    return name.text !== undefined && subsets.items().some((each) => each.at("name").text === name.text);
}
