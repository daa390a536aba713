import type { DeclaredRevisions } from "./declared";
import type { ObservedMesh } from "./observed";
import type { PlanStep, TagPart } from "./plan";
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
    const isDefault = tag === "default";
    const judges = isDefault && typeof validator === "object" ? validator.revision : undefined;
    // Of two parts that point to different revisions, the one that has to move says from where.
    const from = [judges, seen?.revision].find((each) => each !== undefined && each !== to) ?? seen?.revision;
    const kind = isDefault ? { kind: "move-default" as const } : { kind: "move-tag" as const, tag };
    if (from !== to) {
        return { ...kind, ...(from === undefined ? {} : { from }), to };
    }
    const broken: readonly TagPart[] = [
        ...(seen?.webhook === false ? (["webhook"] as const) : []),
        ...(seen?.service === false ? (["service"] as const) : []),
        ...(isDefault && judges === undefined ? (["validator"] as const) : []),
    ];
    return broken.length === 0 ? undefined : { ...kind, from, to, broken };
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
