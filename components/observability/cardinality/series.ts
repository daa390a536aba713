import { clusterStats, listenerStats } from "../rules/neededStats";

/** What one thing of a mesh comes to in series of Prometheus. */
export const series = {
    /** Istio's buckets, the one without an end, sum and count. */
    histogram: 22,
    /** Answers that a pair of caller and service is told apart by: well, the caller's fault, the server's. */
    answers: 3,
    /** Connections opened and closed, bytes in and out. */
    tcp: 4,
    /** Of each cluster that a proxy knows. */
    cluster: clusterStats.length,
    /** Of each proxy: RBAC's results on HTTP for the port and for what passes, and on TCP, handshakes, itself. */
    proxy: 8 + 4 + listenerStats.length + 7,
    /** Istiod, and the stack's own parts: as scraped, whatever the mesh. */
    controlPlane: 400,
    stack: 3_500,
} as const;
