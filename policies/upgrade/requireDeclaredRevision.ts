import { controlPlaneKinds, controlPlanes } from "../engine/controlPlanes";
import { label } from "../engine/object";
import { injectingTags, injectors, revisionTargetKinds } from "../engine/revisionTargets";
import { type RevisionUser, revisionUserKinds, revisionUsers } from "../engine/revisionUsers";
import { type StackFinding, type StackRule, unproven, violation, warning } from "../engine/rule";
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
        const users = revisionUsers(objects);
        if (declared.size === 0 && knownRevisions.length === 0) {
            yield* unknowable(users);
            return;
        }
        const names = [...new Set([...declared, ...knownRevisions])].sort().join(", ");
        const exists = (name: string) =>
            declared.has(name) || knownRevisions.includes(name) || mayBeKeptBySail(objects, name);
        for (const { object, field, name } of users) {
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

/** A stack of namespaces alone depends on a control plane it cannot see. Said once for each name. */
function* unknowable(users: readonly RevisionUser[]): Iterable<StackFinding> {
    const firsts = new Map<string, RevisionUser>();
    for (const user of users) {
        if (user.name !== undefined && !firsts.has(user.name)) {
            firsts.set(user.name, user);
        }
    }
    for (const { object, field } of firsts.values()) {
        const message = "and this stack declares no control plane, so whether that exists is unknown here";
        yield { object, finding: warning(field, message, "list what the cluster has in knownRevisions") };
    }
}
