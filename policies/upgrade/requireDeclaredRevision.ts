import { controlPlaneKinds, controlPlanes } from "../engine/controlPlanes";
import { label } from "../engine/object";
import { injectingTags, injectors, revisionTargetKinds } from "../engine/revisionTargets";
import { revisionUserKinds, revisionUsers } from "../engine/revisionUsers";
import { type StackRule, unproven, violation } from "../engine/rule";
import { mayBeKeptBySail } from "../engine/sail";

export const requireDeclaredRevision: StackRule = {
    scope: "stack",
    id: "H-01",
    name: "meshwright-upgrade-require-declared-revision",
    displayName: "Require revisions and tags that exist",
    description:
        "A namespace, pod or gateway must name a revision or tag that is declared: no webhook serves any other, so its " +
        "pods start without a sidecar.",
    severity: "high",
    remediationSteps:
        "Name a revision or tag of this stack, or declare the one that is named. What another stack declares belongs in " +
        "knownRevisions.",
    settings: ["knownRevisions"],
    kinds: [...new Set([...controlPlaneKinds, ...revisionTargetKinds, ...revisionUserKinds])],

    *check(objects, { knownRevisions }) {
        const declared = new Set([
            ...controlPlanes(objects).map((each) => each.revision),
            ...injectors(objects).flatMap(({ object }) => label(object, "istio.io/rev").text ?? []),
            ...injectingTags(objects).map((each) => each.tag),
        ]);
        // Namespaces alone, of a mesh that another stack declares: nothing here tells what it has.
        if (declared.size === 0 && knownRevisions.length === 0) {
            return;
        }
        const names = [...new Set([...declared, ...knownRevisions])].sort().join(", ");
        const exists = (name: string) =>
            declared.has(name) || knownRevisions.includes(name) || mayBeKeptBySail(objects, name);
        for (const { object, field, name } of revisionUsers(objects)) {
            if (name === undefined) {
                yield { object, finding: unproven(field) };
            } else if (!exists(name)) {
                const message =
                    name === field.text
                        ? "a revision or tag that nothing declares, so no webhook injects its pods"
                        : `which only the tag or revision ${name} serves, and nothing declares it, so its pods are not injected`;
                yield { object, finding: violation(field, message, `name one of ${names}`) };
            }
        }
    },
};
