import { destinationRuleKind } from "../engine/destinationRules";
import { isEmpty } from "../engine/field";
import { meshConfigKinds } from "../engine/meshConfig";
import { meshSettings } from "../engine/meshSettings";
import type { PolicyObject } from "../engine/object";
import { type StackRule, unproven, violation, warning } from "../engine/rule";
import { serviceEntryKind } from "../engine/serviceEntries";

const route = "networking.istio.io/VirtualService";

/** What the mesh lays down for objects of a kind that say nothing themselves. */
const defaults: Readonly<Record<string, string>> = {
    [serviceEntryKind]: "defaultServiceExportTo",
    [route]: "defaultVirtualServiceExportTo",
    [destinationRuleKind]: "defaultDestinationRuleExportTo",
};

export const requireExportScopes: StackRule = {
    scope: "stack",
    id: "D-06",
    name: "meshwright-traffic-require-export-scopes",
    displayName: "Require exportTo",
    description:
        "A ServiceEntry must say who may see it, and a VirtualService or DestinationRule should: by default all do.",
    severity: "medium",
    framework: {
        name: "Istio Deployment Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/traffic-management/",
        specification: "Use namespace isolation: exportTo",
    },
    remediationSteps:
        'Set exportTo to ["."] or to the namespaces that call it, or set the mesh\'s default (defaultServiceExportTo, ' +
        "defaultVirtualServiceExportTo, defaultDestinationRuleExportTo).",
    settings: ["rootNamespaces"],
    kinds: [...new Set([...Object.keys(defaults), ...meshConfigKinds])],

    *check(_, { rootNamespaces }, view) {
        for (const [kind, name] of Object.entries(defaults)) {
            const general = meshSettings(view).map(({ mesh }) => mesh.at(name));
            const isNarrow = general.some(
                (each) => !isEmpty(each) && !each.items().some(({ text }) => text === "*"),
            );
            const report = kind === serviceEntryKind ? violation : warning;
            for (const object of view.kind(kind)) {
                const field = object.root.at("spec", "exportTo");
                const unknown = field.items().find((each) => each.isUnknown);
                const all = field.items().find(({ text }) => text === "*");
                // What stands in the root namespace is meant for all; what is for gateways alone reaches no sidecar.
                if (
                    rootNamespaces.includes(object.namespace ?? "") ||
                    object.partial ||
                    isForGateways(object)
                ) {
                    continue;
                }
                if (unknown !== undefined) {
                    yield { object, finding: unproven(unknown) };
                } else if (all !== undefined || (isEmpty(field) && !isNarrow)) {
                    const message = "so every namespace of the mesh sees it, and its sidecars carry it";
                    const fix = 'set it to ["."] or to the namespaces that call it';
                    yield { object, finding: report(all ?? field, message, fix) };
                }
            }
        }
    },
};

/** A gateway may stand anywhere, so what it serves is seen by its namespace at least. */
function isForGateways({ groupKind, root }: PolicyObject): boolean {
    const gateways = root.at("spec", "gateways").items();
    return (
        groupKind === route &&
        gateways.length > 0 &&
        !gateways.some((each) => each.isUnknown || each.text === "mesh")
    );
}
