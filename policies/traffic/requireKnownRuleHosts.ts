import { hostKinds, isMeant, isNobodys, namingKinds } from "../engine/declaredHosts";
import { destinationRuleKind, ruleHost } from "../engine/destinationRules";
import { type Field, isEmpty } from "../engine/field";
import { serviceOf } from "../engine/hosts";
import { annotation, type PolicyObject } from "../engine/object";
import type { Pods } from "../engine/pods";
import { podCarriers } from "../engine/podTemplates";
import { called, type Finding, type StackRule, unseen, violation, warning } from "../engine/rule";
import type { StackView } from "../engine/stackView";
import { commaSeparated } from "../engine/texts";

export const requireKnownRuleHosts: StackRule = {
    scope: "stack",
    id: "D-20",
    ids: ["IST0173", "IST0174", "KIA0202", "KIA0203", "KIA0209", "TIS0202", "TIS0209"],
    name: "meshwright-traffic-require-known-rule-hosts",
    displayName: "Require hosts and subsets that exist",
    description:
        "A DestinationRule must be for a host that is there, and each of its subsets must select pods of it.",
    severity: "medium",
    advisory: true,
    remediationSteps:
        "Correct the host (a short name is completed with the rule's own namespace), or the labels of the subset. A route to a " +
        "subset without pods answers 503.",
    settings: [],
    kinds: [...new Set([...namingKinds, ...hostKinds, ...podCarriers])],

    *check(_, __, view) {
        for (const object of view.kind(destinationRuleKind)) {
            const host = ruleHost(object);
            const field = object.root.at("spec", "host");
            if (field.isUnknown) {
                yield { object, finding: unseen(field) };
            }
            const others = namingKinds.filter((each) => each !== destinationRuleKind);
            if (host !== undefined && isNobodys(host, view) && !isMeant(host, view, others)) {
                const message = `and no Service or ServiceEntry of this stack has ${host}, so the rule has no effect`;
                const finding = violation(field, message, "correct it, or declare the host");
                yield { object, finding: called(finding, "IST0174", "KIA0202", "TIS0202") };
            } else if (host !== undefined && !isExpected(object)) {
                for (const finding of judgeSubsets(object, host, view)) {
                    yield { object, finding };
                }
            }
        }
    },
};

/** Whoever told istioctl analyze that a subset may be empty has said it once. */
function isExpected(object: PolicyObject): boolean {
    const codes = commaSeparated(annotation(object, "galley.istio.io/analyze-suppress"));
    return codes.includes("IST0173") || codes.includes("*");
}

function* judgeSubsets(object: PolicyObject, host: string, view: StackView): Iterable<Finding> {
    const candidates = podsOf(host, view);
    const isJudged = candidates !== undefined && (view.isWhole || candidates.length > 0);
    for (const subset of object.root.at("spec", "subsets").items()) {
        const labels = subset.at("labels");
        const unknown = [labels, ...labels.entries().map(([, each]) => each)].find((each) => each.isUnknown);
        if (unknown !== undefined) {
            yield unseen(unknown);
        }
        if (isEmpty(labels) && !subset.isUnknown && isEmpty(subset.at("trafficPolicy"))) {
            const finding = warning(
                labels,
                "so the subset is the whole host",
                "give it labels, or take it away",
            );
            yield called(finding, "IST", "KIA0209", "TIS0209");
        } else if (isJudged && !candidates.some((each) => mayCarry(each, labels))) {
            const message = "which no pod of the host carries";
            const finding = violation(labels, message, "write the labels of the pod template");
            yield called(finding, "IST0173", "KIA0203", "TIS");
        }
    }
}

/** The pods of a Service that selects any. */
function podsOf(host: string, view: StackView): readonly Pods[] | undefined {
    const { name, namespace } = serviceOf(host) ?? { name: "", namespace: "" };
    const selector = view.find("core/Service", name, namespace)?.root.at("spec", "selector");
    return selector === undefined || isEmpty(selector)
        ? undefined
        : view.pods.selectedBy(selector, namespace).pods;
}

/** Labels of the node (its region and the like) are not the pod's; Istio adds them when it runs, unless they are empty. */
function mayCarry({ labels }: Pods, wanted: Field): boolean {
    return wanted
        .entries()
        .every(
            ([key, value]) =>
                (/^(topology\.|kubernetes\.io\/|topology\.istio\.io\/)/.test(key) && value.text !== "") ||
                value.isUnknown ||
                labels.at(key).isUnknown ||
                labels.at(key).text === value.text,
        );
}
