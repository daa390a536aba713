import { controlPlaneKinds, controlPlanes } from "../engine/controlPlanes";
import type { Field } from "../engine/field";
import { label, type PolicyObject } from "../engine/object";
import { injectingTags, injectors, revisionTargetKinds } from "../engine/revisionTargets";
import { type StackRule, unproven, violation } from "../engine/rule";

export const disallowDoubleInjection: StackRule = {
    scope: "stack",
    id: "H-06",
    name: "meshwright-upgrade-disallow-double-injection",
    displayName: "Disallow two injectors for one label",
    description:
        "An installation without a revision and a tag default must not stand side by side: both inject what is labelled " +
        "istio-injection=enabled.",
    severity: "high",
    remediationSteps:
        "Give the installation a revision of its own, move namespaces to it, and let the tag default alone serve " +
        "istio-injection=enabled.",
    settings: [],
    kinds: [...new Set([...controlPlaneKinds, ...revisionTargetKinds])],

    *check(objects) {
        const tag = injectingTags(objects).find((each) => each.tag === "default" && each.owner);
        if (tag === undefined) {
            return;
        }
        const webhooks = injectors(objects)
            .map(({ object }) => object)
            .filter((each) => isUnrevisioned(each) && !isDeactivated(each));
        const charts = controlPlanes(objects)
            .filter((each) => each.revision === "default" && each.object.groupKind === "helm.sh/Release")
            .map(({ object }) => object);
        for (const object of [...webhooks, ...charts]) {
            const field =
                object.groupKind === "helm.sh/Release" ? ["values", "revision"] : ["metadata", "name"];
            const unknown = selectorsOf(object).find((each) => each.isUnknown);
            if (unknown !== undefined) {
                yield { object, finding: unproven(unknown) };
                continue;
            }
            const finding = violation(
                object.root.at(...field),
                `while ${tag.object.kind} ${tag.object.name} makes the tag default, so two webhooks inject the same pods`,
                "install it under a revision, or remove the tag",
            );
            yield { object, finding };
        }
    },
};

/** Outside of istio-system the name ends in the namespace, as it would in a revision. */
function isUnrevisioned(webhooks: PolicyObject): boolean {
    return webhooks.name === "istio-sidecar-injector" || label(webhooks, "istio.io/rev").text === "default";
}

/** istioctl keeps the webhooks of what a tag replaces, with a selector that matches nothing. */
function isDeactivated(webhooks: PolicyObject): boolean {
    const selectors = selectorsOf(webhooks);
    return (
        selectors.length > 0 &&
        selectors.every((each) => !each.isUnknown && !each.at("matchLabels", "istio.io/deactivated").isAbsent)
    );
}

function selectorsOf({ root }: PolicyObject): readonly Field[] {
    return root
        .at("webhooks")
        .items()
        .map((each) => each.at("namespaceSelector"));
}
