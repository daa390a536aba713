import type { DeclaredRevisions } from "./declared";
import type { ObservedMesh } from "./observed";
import type { PlanStep } from "./plan";

type Move = Extract<PlanStep, { readonly kind: "move-tag" | "move-default" }>;

/** What is doubtful about the moves of one update, though nothing forbids it. */
export function moveWarnings(
    declared: DeclaredRevisions,
    observed: ObservedMesh,
    moves: readonly Move[],
): readonly string[] {
    // A first installation moves every tag and has nobody to harm; a tag that is repaired does not move.
    const real = moves.filter(({ from, to }) => from !== undefined && from !== to);
    const together =
        real.length > 1
            ? [
                  `${real.length} tags move in one update (${real.map(tagOf).join(", ")}); one at a time shows which of them went wrong`,
              ]
            : [];
    return [...together, ...untested(declared, observed, real)];
}

/** INS-26: what serves many should not be the first to run a control plane. */
function untested(
    declared: DeclaredRevisions,
    observed: ObservedMesh,
    moves: readonly Move[],
): readonly string[] {
    return moves.flatMap((move) => {
        const tag = tagOf(move);
        const followers = [...declared.namespaces.values()].filter((each) => each.tag === tag).length;
        const others = declared.namespaces.size - followers;
        const ran = [...(observed.proxies?.get(move.to)?.values() ?? [])].some((pods) => pods > 0);
        const canary = followers > 0 && others >= followers;
        return observed.proxies === undefined || ran || canary || declared.namespaces.size < 2
            ? []
            : [
                  `the tag ${tag} moves to ${move.to}, which no proxy runs yet; let a tag that few namespaces follow go first`,
              ];
    });
}

function tagOf(move: Move): string {
    return move.kind === "move-tag" ? move.tag : "default";
}
