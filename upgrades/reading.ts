import type { ClusterView } from "../components/revisions/clusterView";
import type { ReportedCluster } from "./statusReport";

/** Without one of these nobody can say what runs and who uses it. */
const needed = ["workloads", "webhooks", "pods", "namespaces"] as const;

/** What of a cluster was read: `read` is whether anything that matters was. */
export function reportedCluster(
    name: string,
    { kubernetes: _kubernetes, ...lists }: ClusterView,
): ReportedCluster {
    const unread = Object.entries(lists).flatMap(([list, reading]) =>
        reading.read ? [] : [{ list, because: reading.because }],
    );
    const reasons = new Set(unread.map(({ because }) => because));
    const all = unread.length === Object.keys(lists).length;
    return {
        name,
        read: needed.some((list) => lists[list].read),
        // A cluster that does not answer says the same of every list.
        unread:
            all && reasons.size === 1
                ? [...reasons]
                : unread.map(({ list, because }) => mentioning(list, because)),
    };
}

function mentioning(list: string, because: string): string {
    return because.toLowerCase().includes(list.toLowerCase()) ? because : `${list}: ${because}`;
}
