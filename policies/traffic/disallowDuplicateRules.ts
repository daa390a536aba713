import { add } from "../engine/collect";
import { destinationRuleKind, ruleHost } from "../engine/destinationRules";
import { isEmpty } from "../engine/field";
import { describeObject, type PolicyObject } from "../engine/object";
import { type Finding, type StackRule, unseen, violation, warning } from "../engine/rule";
import { selectorKey } from "../engine/servers";
import { selectorOf } from "../engine/targets";

export const disallowDuplicateRules: StackRule = {
    scope: "stack",
    id: "D-21",
    ids: ["KIA0201", "TIS0201"],
    name: "meshwright-traffic-disallow-duplicate-rules",
    displayName: "Disallow two DestinationRules for one host",
    description:
        "A host must have one DestinationRule in a namespace: of two traffic policies Istio takes the older one.",
    severity: "medium",
    remediationSteps: "Merge the rules. Istio joins the subsets of two rules, and of the rest it takes one.",
    settings: [],
    kinds: [destinationRuleKind],

    *check(_, __, view) {
        const rivals = new Map<string, PolicyObject[]>();
        for (const object of view.kind(destinationRuleKind).filter((each) => !each.partial)) {
            const host = ruleHost(object);
            const key = `${object.namespace ?? "default"} ${host} ${selectorKey(selectorOf(object))}`;
            if (selectorOf(object).isUnknown) {
                yield { object, finding: unseen(selectorOf(object)) };
                continue;
            }
            if (host !== undefined) {
                add(rivals, key, object);
            }
        }
        for (const rules of rivals.values()) {
            for (const object of rules) {
                const other = rules.find((each) => each !== object);
                yield* other === undefined ? [] : [{ object, finding: judge(object, other) }];
            }
        }
    },
};

function judge(object: PolicyObject, other: PolicyObject): Finding {
    const field = object.root.at("spec", "host");
    const isTwice = [object, other].every(({ root }) => !isEmpty(root.at("spec", "trafficPolicy")));
    const names = new Set(subsetNames(other));
    const isSame = subsetNames(object).some((each) => names.has(each));
    const report = isTwice || isSame ? violation : warning;
    const lost = isTwice ? "traffic policy" : isSame ? "subset of one name" : "exportTo";
    return report(field, `which ${describeObject(other)} is for too, and one ${lost} is lost`, "merge them");
}

function subsetNames({ root }: PolicyObject): readonly string[] {
    return root
        .at("spec", "subsets")
        .items()
        .flatMap((each) => each.at("name").text ?? []);
}
