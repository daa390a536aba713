import type { ClusterView } from "../revisions/clusterView";
import type { ClusterAccess } from "./access";

/**
 * What a cluster holds that revisions are used by. Never throws: a list that may not be read, and a cluster that
 * does not answer, say so in the readings that they make unreadable.
 */
export async function readCluster(_access: ClusterAccess): Promise<ClusterView> {
    const unread = { read: false, because: "reading a cluster is not there yet" } as const;
    return {
        namespaces: unread,
        pods: unread,
        workloads: unread,
        services: unread,
        webhooks: unread,
        gateways: unread,
        machines: unread,
        customResourceDefinitions: unread,
        kubernetes: undefined,
    };
}
