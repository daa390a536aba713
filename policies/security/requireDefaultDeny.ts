import { isEmpty } from "../engine/field";
import {
    isDryRun,
    type MeshNamespace,
    mayBeWide,
    meshKinds,
    meshOf,
    namespaceStage,
    namespaceWide,
} from "../engine/mesh";
import type { PolicyObject } from "../engine/object";
import { type StackRule, unproven, violation, warning } from "../engine/rule";
import { withStage } from "../engine/stage";

const guard = "security.istio.io/AuthorizationPolicy";

export const requireDefaultDeny: StackRule = {
    scope: "stack",
    id: "A-07",
    ids: ["ASM-1.2.1", "kyverno/create-authorizationpolicy"],
    name: "meshwright-stack-require-default-deny",
    displayName: "Require default deny",
    description:
        "The mesh, or every namespace in it, must have an AuthorizationPolicy that allows nothing by itself.",
    severity: "critical",
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Authorization policies: default-deny patterns",
    },
    remediationSteps:
        "Create an AuthorizationPolicy with an empty spec in the root namespace, or in each namespace with injection. " +
        "A namespace whose stage is observed or audit, and dated, is left out until then.",
    settings: ["now", "datedStages", "rootNamespaces"],
    kinds: [...meshKinds, guard],

    *check(objects, context) {
        const mesh = meshOf(objects);
        if (mesh === undefined) {
            return;
        }
        const policies = namespaceWide(objects, guard);
        const denies = (namespace: string) => (policies.get(namespace) ?? []).some(allowsNothing);
        if ([...mesh.rootNamespaces].every(denies)) {
            return;
        }
        if (mesh.namespaces.length === 0) {
            const finding = warning(
                mesh.rootNamespace,
                "where a mesh lives that allows every call wherever no other stack denies by default",
                "create an AuthorizationPolicy with an empty spec there once every namespace has its ALLOWs",
            );
            yield { object: mesh.evidence, finding };
        }
        for (const namespace of mesh.namespaces.filter((each) => !denies(each.name))) {
            const hazy = mayBeWide(objects, guard, namespace.name, ["targetRefs", "action", "rules"]);
            if (hazy !== undefined) {
                yield { object: hazy.object, finding: unproven(hazy.field) };
                continue;
            }
            const stage = namespaceStage(namespace, ["observed", "audit"], context);
            yield* stage.excused
                ? stage.warnings.map((finding) => ({ object: namespace.object, finding }))
                : [
                      {
                          object: namespace.object,
                          finding: refuse(namespace, (text) => withStage(text, stage)),
                      },
                  ];
        }
    },
};

/** An ALLOW without rules: whatever no other ALLOW lets in is denied. */
function allowsNothing(policy: PolicyObject): boolean {
    const action = policy.root.at("spec", "action");
    return (
        (action.isAbsent || action.text === "ALLOW") &&
        isEmpty(policy.root.at("spec", "rules")) &&
        !isDryRun(policy)
    );
}

function refuse(namespace: MeshNamespace, explain: (text: string) => string) {
    return namespace.because.isUnknown
        ? unproven(namespace.because)
        : violation(
              namespace.because,
              explain("so its pods are in the mesh, and whatever no policy selects accepts every call"),
              `create an AuthorizationPolicy with an empty spec in ${namespace.name}`,
          );
}
