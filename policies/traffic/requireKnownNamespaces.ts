import { destinationRuleKind } from "../engine/destinationRules";
import type { Field } from "../engine/field";
import type { PolicyObject } from "../engine/object";
import { type StackRule, violation } from "../engine/rule";
import { serviceEntryKind } from "../engine/serviceEntries";

const sidecar = "networking.istio.io/Sidecar";
const exported = [serviceEntryKind, destinationRuleKind, "networking.istio.io/VirtualService"];

export const requireKnownNamespaces: StackRule = {
    scope: "stack",
    id: "D-19",
    ids: ["KIA0005", "TIS0004"],
    name: "meshwright-traffic-require-known-namespaces",
    displayName: "Require namespaces that exist in exportTo",
    description:
        "The namespaces that an object is exported to, or that a Sidecar takes hosts from, must be there.",
    severity: "low",
    advisory: true,
    remediationSteps:
        "Correct the name. Judged where a stack declares more than one Namespace; those of Istio and Kubernetes are taken to exist.",
    settings: [],
    kinds: [...exported, sidecar, "core/Namespace"],

    *check(_, __, view) {
        if (!view.isWhole && view.kind("core/Namespace").length < 2) {
            return;
        }
        for (const object of view.of([...exported, sidecar])) {
            for (const { field, name } of namesOf(object)) {
                const isFamiliar = /^(istio|kube|cert-manager)(-|$)|^(default|monitoring)$/.test(name);
                if (!isFamiliar && !/^[.*~]$/.test(name) && view.namespace(name) === undefined) {
                    const message = `and this stack declares namespaces, but no ${name}`;
                    yield { object, finding: violation(field, message, "correct the name, or declare it") };
                }
            }
        }
    },
};

interface Named {
    readonly field: Field;
    readonly name: string;
}

function namesOf({ root, groupKind }: PolicyObject): readonly Named[] {
    const spec = root.at("spec");
    if (groupKind !== sidecar) {
        return spec
            .at("exportTo")
            .items()
            .flatMap((field) => (field.text === undefined ? [] : [{ field, name: field.text }]));
    }
    return spec
        .at("egress")
        .items()
        .flatMap((each) => each.at("hosts").items())
        .flatMap((field) =>
            field.text?.includes("/") ? [{ field, name: field.text.split("/")[0] ?? "" }] : [],
        );
}
