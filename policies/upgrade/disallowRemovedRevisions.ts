import { controlPlaneKinds, controlPlanes } from "../engine/controlPlanes";
import type { PolicyObject } from "../engine/object";
import {
    defaultValidators,
    injectors,
    revisionTags,
    revisionTargetKinds,
    revisionValidators,
    type Target,
} from "../engine/revisionTargets";
import { revisionUserKinds, revisionUsers } from "../engine/revisionUsers";
import { type Finding, type StackRule, unproven, violation } from "../engine/rule";
import { mayBeKeptBySail } from "../engine/sail";

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
        const planes = controlPlanes(objects);
        const answering = new Set([...planes.map((each) => each.revision), ...knownRevisions]);
        const services = serviceNames(objects);
        const dangling = ({ revision, field, service }: Target): readonly Finding[] => {
            if (revision === undefined) {
                return [unproven(field)];
            }
            // Without any control plane in it, a stack cannot tell what the cluster has.
            const answers =
                planes.length === 0 ||
                answering.has(revision) ||
                services.has(service ?? "none of them") ||
                mayBeKeptBySail(objects, revision);
            return answers
                ? []
                : [violation(field, `and no control plane of the revision ${revision} is declared`, move)];
        };
        const judge = (target: Target): readonly Finding[] =>
            target.revision !== undefined && removedRevisions.includes(target.revision)
                ? [violation(target.field, `and the revision ${target.revision} is removed`, move)]
                : dangling(target);
        for (const { object, targets } of [...revisionTags(objects), ...defaultValidators(objects)]) {
            yield* targets.flatMap(judge).map((finding) => ({ object, finding }));
        }
        // What a revision brings itself goes with it, so it is no use of it while it stands.
        for (const { object, targets } of [...injectors(objects), ...revisionValidators(objects)]) {
            yield* targets.flatMap(dangling).map((finding) => ({ object, finding }));
        }
        const own = new Set(planes.map(({ object }) => object));
        for (const { object, field, name } of revisionUsers(objects)) {
            if (name !== undefined && removedRevisions.includes(name) && !own.has(object)) {
                yield { object, finding: violation(field, `and the revision ${name} is removed`, move) };
            }
        }
    },
};

const move = "move it to a revision that stays, before the other goes";

/** A Service may stand in for an istiod elsewhere, as remote clusters have it. */
function serviceNames(objects: readonly PolicyObject[]): ReadonlySet<string> {
    return new Set(objects.filter((each) => each.groupKind === "core/Service").map((each) => each.name));
}
