import type { ClusterView } from "../clusterView";

/** Lists that use is told from, as people call them. */
const lists = {
    namespaces: "namespaces",
    pods: "pods",
    workloads: "workloads",
    services: "Services",
    webhooks: "webhook configurations",
    gateways: "Gateways",
    machines: "WorkloadGroups and WorkloadEntries",
} as const;

/** What could not be read and why; lists with the same reason in one sentence. */
export function unreadLists(view: ClusterView): readonly string[] {
    const byReason = new Map<string, string[]>();
    for (const [key, called] of Object.entries(lists)) {
        const reading = view[key as keyof typeof lists];
        if (!reading.read) {
            byReason.set(reading.because, [...(byReason.get(reading.because) ?? []), called]);
        }
    }
    const all = Object.keys(lists).length;
    return [...byReason].map(([because, called]) =>
        called.length === all
            ? `nothing of the cluster could be read: ${because}`
            : `${called.join(", ")} could not be read: ${because}`,
    );
}
