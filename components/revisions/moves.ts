import type { DeclaredRevisions } from "./declared";
import type { ObservedMesh } from "./observed";
import type { PlanStep } from "./plan";
import { compareVersions } from "./support";

type Move = Extract<PlanStep, { readonly kind: "move-tag" | "move-default" }>;

/** Control planes that are declared and not there yet, older versions first. */
export function installs(
    declared: DeclaredRevisions,
    observed: ObservedMesh,
): readonly Extract<PlanStep, { kind: "install" }>[] {
    return [...declared.revisions]
        .filter(([revision]) => !observed.revisions?.has(revision))
        .map(([revision, { version }]) => ({ kind: "install" as const, revision, version }))
        .sort(
            (left, right) =>
                compareVersions(left.version, right.version) || (left.revision < right.revision ? -1 : 1),
        );
}

/**
 * Tags that point elsewhere than declared, in the order of what a mistake would cost: tags that few namespaces follow,
 * tags of gateways, and `default` last, because it decides which control plane judges every object of the mesh.
 */
export function moves(declared: DeclaredRevisions, observed: ObservedMesh): readonly Move[] {
    return tagsByRisk(declared)
        .map((tag) => moveOf(tag, declared.tags.get(tag) ?? "", observed))
        .filter((move) => move !== undefined);
}

function moveOf(tag: string, to: string, { tags, validator }: ObservedMesh): Move | undefined {
    const seen = tags?.get(tag);
    const stands = seen?.revision === to && seen.webhook && seen.service;
    if (tag !== "default") {
        return stands ? undefined : { kind: "move-tag", tag, ...origin(seen?.revision), to };
    }
    const judges = typeof validator === "object" ? validator.revision : undefined;
    return stands && judges === to
        ? undefined
        : { kind: "move-default", ...origin(judges ?? seen?.revision), to };
}

function origin(from: string | undefined): { readonly from?: string } {
    return from === undefined ? {} : { from };
}

/** Every declared tag, those first that are moved first. */
export function tagsByRisk(declared: DeclaredRevisions): readonly string[] {
    const followers = (tag: string) =>
        [...declared.namespaces.values()].filter((namespace) => namespace.tag === tag).length;
    const ofGateways = new Set([...declared.gateways.values()].map(({ tag }) => tag));
    const rank = (tag: string) => (tag === "default" ? 2 : ofGateways.has(tag) ? 1 : 0);
    return [...declared.tags.keys()].sort(
        (left, right) =>
            rank(left) - rank(right) || followers(left) - followers(right) || (left < right ? -1 : 1),
    );
}
