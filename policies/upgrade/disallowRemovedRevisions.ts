import { controlPlaneKinds, controlPlanes } from "../engine/controlPlanes";
import type { PolicyObject } from "../engine/object";
import {
    defaultValidators,
    injectors,
    revisionTags,
    revisionTargetKinds,
    type Target,
} from "../engine/revisionTargets";
import { revisionUserKinds, revisionUsers } from "../engine/revisionUsers";
import { type Finding, type StackRule, unproven, violation } from "../engine/rule";

export const disallowRemovedRevisions: StackRule = {
    scope: "stack",
    id: "H-04",
    name: "meshwright-upgrade-disallow-removed-revisions",
    displayName: "Disallow pointing at a revision that goes",
    description:
        "No tag, webhook, validator, namespace, pod or gateway may need a revision that is removed: a validator without " +
        "its istiod refuses every Istio object, a webhook without it every pod.",
    severity: "critical",
    remediationSteps:
        "Move the default tag and validator, then every tag, namespace and gateway, while both control planes live; " +
        "remove the old one in an update of its own.",
    settings: ["knownRevisions", "removedRevisions"],
    kinds: [...new Set([...controlPlaneKinds, ...revisionTargetKinds, ...revisionUserKinds])],

    *check(objects, { knownRevisions, removedRevisions }) {
        const present = new Set(controlPlanes(objects).map((each) => each.revision));
        const others = new Set(knownRevisions);
        const services = serviceNames(objects);
        const judge = ({ revision, field, service }: Target): readonly Finding[] => {
            if (revision === undefined) {
                return [unproven(field)];
            }
            if (removedRevisions.includes(revision)) {
                return [violation(field, `and the revision ${revision} is removed`, move)];
            }
            const answers =
                present.has(revision) || others.has(revision) || services.has(service ?? "none of them");
            // Without any control plane in it, a stack cannot tell what the cluster has.
            return present.size === 0 || answers
                ? []
                : [violation(field, `and no control plane of the revision ${revision} is declared`, move)];
        };
        const pointing = [...revisionTags(objects), ...injectors(objects), ...defaultValidators(objects)];
        for (const { object, targets } of pointing) {
            for (const finding of targets.flatMap(judge)) {
                yield { object, finding };
            }
        }
        for (const { object, field, name } of revisionUsers(objects)) {
            if (name !== undefined && removedRevisions.includes(name)) {
                yield {
                    object,
                    finding: violation(field, `and the revision ${name} is removed`, move),
                };
            }
        }
    },
};

const move = "move it to a revision that stays, before the other goes";

/** A Service may stand in for an istiod elsewhere, as remote clusters have it. */
function serviceNames(objects: readonly PolicyObject[]): ReadonlySet<string> {
    return new Set(objects.filter((each) => each.groupKind === "core/Service").map((each) => each.name));
}
