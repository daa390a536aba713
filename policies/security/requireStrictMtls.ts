import {
    type MeshNamespace,
    mayBeWide,
    meshKinds,
    meshOf,
    namespaceStage,
    namespaceWide,
} from "../engine/mesh";
import type { PolicyObject } from "../engine/object";
import { type StackFinding, type StackRule, unproven, violation, warning } from "../engine/rule";
import { withStage } from "../engine/stage";

const guard = "security.istio.io/PeerAuthentication";

export const requireStrictMtls: StackRule = {
    scope: "stack",
    id: "A-02",
    ids: ["ASM-1.3.1"],
    name: "meshwright-stack-require-strict-mtls",
    displayName: "Require STRICT mutual TLS",
    description:
        "The mesh, or every namespace in it, must have a PeerAuthentication that demands mutual TLS (STRICT).",
    severity: "critical",
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Mutual TLS",
    },
    remediationSteps:
        "Create a PeerAuthentication with mtls.mode STRICT and no selector in the root namespace, or in each namespace " +
        "with injection. A namespace whose stage is observed and dated is left out until then.",
    settings: ["now", "datedStages", "rootNamespaces"],
    kinds: [...meshKinds, guard],

    *check(objects, context) {
        const mesh = meshOf(objects);
        if (mesh === undefined) {
            return;
        }
        const policies = namespaceWide(objects, guard);
        const roots = [...mesh.rootNamespaces].map((root) => strictness(policies.get(root)));
        if (roots.every((each) => each === "strict")) {
            return;
        }
        if (mesh.namespaces.length === 0) {
            const finding = warning(
                mesh.rootNamespace,
                "where a mesh lives that is PERMISSIVE wherever no other stack says STRICT",
                "create a mesh-wide PeerAuthentication with mode STRICT there once every namespace can take it",
            );
            yield { object: mesh.evidence, finding };
        }
        for (const namespace of mesh.namespaces) {
            const strict = strictness(policies.get(namespace.name));
            if (strict === "strict") {
                continue;
            }
            const hazy = mayBeWide(objects, guard, namespace.name, ["targetRefs"]);
            if (hazy !== undefined) {
                yield { object: hazy.object, finding: unproven(hazy.field) };
                continue;
            }
            const stage = namespaceStage(namespace, ["observed"], context);
            yield* stage.excused
                ? stage.warnings.map((finding) => ({ object: namespace.object, finding }))
                : [refuse(namespace, strict, (text) => withStage(text, stage))];
        }
    },
};

type Strictness = "strict" | "loose" | PolicyObject;

/** Istio takes the oldest of several, which nobody can tell at preview, so all of them must say STRICT. */
function strictness(policies: readonly PolicyObject[] | undefined): Strictness {
    if (policies === undefined) {
        return "loose";
    }
    const unknown = policies.find((each) => each.root.at("spec", "mtls", "mode").isUnknown);
    const strict = policies.every((each) => each.root.at("spec", "mtls", "mode").text === "STRICT");
    return strict ? "strict" : (unknown ?? "loose");
}

function refuse(
    { object, because, name }: MeshNamespace,
    strict: "loose" | PolicyObject,
    explain: (text: string) => string,
): StackFinding {
    if (strict !== "loose") {
        return { object: strict, finding: unproven(strict.root.at("spec", "mtls", "mode")) };
    }
    if (because.isUnknown) {
        return { object, finding: unproven(because) };
    }
    const message =
        "so its pods are in the mesh, and no PeerAuthentication for the mesh or for it demands mutual TLS";
    const fix = `create one with mtls.mode STRICT and no selector in ${name}`;
    return { object, finding: violation(because, explain(message), fix) };
}
