import { type Field, isEmpty } from "../engine/field";
import { isSame } from "../engine/matches";
import { called, type StackRule, unseen, violation } from "../engine/rule";

const group = "networking.istio.io/WorkloadGroup";
const account = "core/ServiceAccount";

export const disallowAmbiguousWorkloadGroups: StackRule = {
    scope: "stack",
    id: "E-22",
    ids: ["KIA1701", "KIA1702"],
    name: "meshwright-workload-disallow-ambiguous-workload-groups",
    displayName: "Disallow WorkloadGroups that mean nobody, or the same",
    description:
        "A WorkloadGroup must name a ServiceAccount that is there, and have labels that no other of its namespace has: a machine " +
        "joins as that account, and Services find it by those labels.",
    severity: "low",
    remediationSteps: "Declare the account in the group's namespace, and give each group a label of its own.",
    settings: [],
    kinds: [group, account],

    *check(_objects, _context, view) {
        for (const object of view.kind(group)) {
            const namespace = object.namespace ?? "default";
            const named = object.root.at("spec", "template", "serviceAccount");
            // Where a stack declares none of a namespace's accounts, another one does.
            const declared = view.in(account, namespace);
            if (
                (view.isWhole || declared.length > 0) &&
                named.text &&
                view.find(account, named.text, namespace) === undefined
            ) {
                const message = `and ${namespace} has no ServiceAccount of that name, so no machine can join`;
                const finding = violation(named, message, "declare it, or correct the name");
                yield { object, finding: called(finding, "KIA1701") };
            }
            const labels = labelsOf(object.root);
            const unknown = [named, labels, ...labels.entries().map(([, each]) => each)].find(
                (each) => each.isUnknown,
            );
            if (unknown !== undefined) {
                yield { object, finding: unseen(unknown) };
            }
            const twin = view
                .in(group, object.namespace)
                .find((each) => each !== object && isSame(labelsOf(each.root), labels));
            if (!isEmpty(labels) && twin !== undefined) {
                const message = `which WorkloadGroup ${twin.name} has too, so machines of both are the same to Services`;
                const finding = violation(labels, message, "give it a label of its own");
                yield { object, finding: called(finding, "KIA1702") };
            }
        }
    },
};

function labelsOf(root: Field): Field {
    return root.at("spec", "metadata", "labels");
}
