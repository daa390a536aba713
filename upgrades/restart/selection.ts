import type { PodWithProxy } from "../../components/revisions";
import type { ClusterView } from "../../components/revisions/clusterView";
import {
    observeFollowers,
    observeLeaving,
    staleFollowers,
} from "../../components/revisions/observeFollowers";
import { observeTags } from "../../components/revisions/observeTags";
import { type Candidate, isRestartable, type LeftAlone, type Wanted } from "./model";

export interface Selected {
    /** Sorted by namespace, kind and name. */
    readonly candidates: readonly Candidate[];
    readonly left: readonly LeftAlone[];
}

/**
 * What has to be restarted so that proxies become what is wanted: told from the pods that run, so that what is current
 * already is left alone and a command that was interrupted goes on when it is run again. `namespaces` narrows it.
 */
export function select(view: ClusterView, wanted: Wanted, namespaces: ReadonlySet<string>): Selected {
    const owners = new Map<string, PodWithProxy[]>();
    for (const pod of staleOf(view, wanted)) {
        if (namespaces.size === 0 || namespaces.has(pod.namespace)) {
            const { kind, name } = pod.owner ?? { kind: "pod", name: pod.name };
            const key = [pod.namespace, kind, name].join(" ");
            owners.set(key, [...(owners.get(key) ?? []), pod]);
        }
    }
    const gateways = gatewayPods(view);
    const candidates: Candidate[] = [];
    const left: LeftAlone[] = [];
    for (const [key, pods] of [...owners].sort(([one], [other]) => (one < other ? -1 : 1))) {
        const [namespace = "", kind = "", name = ""] = key.split(" ");
        if (isRestartable(kind)) {
            candidates.push({
                kind,
                namespace,
                name,
                gateway: pods.some((pod) => gateways.has(`${namespace}/${pod.name}`)),
                pods: pods.length,
                from: [...new Set(pods.map(({ revision }) => revision))].sort(),
            });
        } else {
            left.push({ namespace, what: `${kind} ${name}`, pods: pods.length, why: reasonFor(kind) });
        }
    }
    return { candidates, left };
}

function staleOf(view: ClusterView, wanted: Wanted): readonly PodWithProxy[] {
    return wanted === "no proxy"
        ? (observeLeaving(view) ?? [])
        : (staleFollowers(observeFollowers(view), observeTags(view))?.get(wanted.tag) ?? []);
}

/** The injector fills a gateway's pod from a template of its own, which the chart asks for by annotation. */
function gatewayPods({ pods }: ClusterView): ReadonlySet<string> {
    return new Set(
        (pods.read ? pods.items : [])
            .filter(({ annotations }) => annotations["inject.istio.io/templates"]?.includes("gateway"))
            .map(({ namespace, name }) => `${namespace}/${name}`),
    );
}

function reasonFor(kind: string): string {
    switch (kind) {
        case "pod":
            return "nobody would start it again; whoever made it deletes it and makes it anew";
        case "Job":
            return "its work would start from the beginning; it goes when the Job ends";
        case "ReplicaSet":
        case "ReplicationController":
            return "it does not replace pods when its template changes; delete them one by one";
        default:
            return "only its own controller knows how to restart it";
    }
}
