import type { ClusterView } from "./revisions/clusterView";
import { observeControlPlanes } from "./revisions/observeControlPlanes";

/** A tag that is to point to another revision than it does. */
export interface TagMove {
    readonly tag: string;
    readonly to: string;
}

/**
 * Why a tag may not move now. The engine waits for a control plane that it installs or changes; one that was there
 * before it takes as it is, and a tag on one that does not answer refuses every pod, and with `default` every write of
 * configuration, because both webhooks fail closed.
 */
export function tagMoveProblem({ tag, to }: TagMove, view: ClusterView): string | undefined {
    const planes = observeControlPlanes(view);
    if (planes === undefined) {
        const because = view.workloads.read ? "" : view.workloads.because;
        return `tag ${tag} was not moved to ${to}, because nobody can tell whether its control plane answers: ${because}`;
    }
    const pods = planes.get(to)?.pods;
    if (pods !== undefined && pods.available > 0) {
        return undefined;
    }
    const state =
        pods === undefined ? "is not there" : `does not answer (0 of ${pods.wanted} pods are available)`;
    const refused = tag === "default" ? "every write of Istio's configuration" : "every pod that follows it";
    return `tag ${tag} was not moved to ${to}: its control plane ${state}, and ${refused} would be refused; mend it, or leave the tag where it is`;
}

/** At a preview a control plane may still be on its way; one that stands there and does not answer is worth a word. */
export function tagMoveDoubt(move: TagMove, view: ClusterView): string | undefined {
    const isThere = observeControlPlanes(view)?.has(move.to) === true;
    return isThere ? tagMoveProblem(move, view)?.replace("was not moved", "would not be moved") : undefined;
}
