import { labels } from "../../labels";
import type { ClusterView } from "../clusterView";
import type { User } from "../use";
import { istiodIn } from "./addresses";
import { tagLabel } from "./ownObjects";
import { calls } from "./webhooks";

/**
 * Tags that lead to a revision, and why. istiod knows a tag by its webhook configuration or its Service, and one
 * of the two is enough: a move that stopped between them leaves a tag of both revisions.
 */
export function tagsOf(
    revision: string,
    { webhooks, services }: ClusterView,
    declared: ReadonlyMap<string, string>,
): readonly User[] {
    const inCluster = [
        ...(webhooks.read ? webhooks.items : []).filter(
            (each) => each.labels[labels.revision] === revision || calls(each, revision) !== undefined,
        ),
        ...(services.read ? services.items : []).filter(
            (each) =>
                each.labels[labels.revision] === revision ||
                each.selector[labels.revision] === revision ||
                istiodIn(each.externalName, { revision, names: new Set() }) !== undefined,
        ),
    ].flatMap((each) => each.labels[tagLabel] ?? []);
    const inStack = [...declared].filter(([, to]) => to === revision).map(([tag]) => tag);
    return [
        ...[...new Set(inCluster)].map((name) => tag(name, "points to it")),
        ...inStack.map((name) => tag(name, "points to it in the stack file")),
    ];
}

function tag(name: string, because: string): User {
    return { kind: "Tag", name, because };
}
