import type { ConnectionPool, OutlierDetection, ProfileName } from "./model";

/**
 * Istio's own defaults, written down where they are retried by default (TRF-28): none of these conditions means
 * the request may have had an effect. The timeout is ours, because Istio has none and every route needs one (TRF-26).
 */
export const defaultTraffic = {
    timeout: "15s",
    attempts: 2,
    on: ["cancelled", "connect-failure", "refused-stream", "unavailable"],
} as const;

interface Profile {
    readonly connectionPool: ConnectionPool;
    readonly outlierDetection: OutlierDetection;
}

function profile(maxConnections: number, errors: number, ejection: string, percent: number): Profile {
    return {
        connectionPool: { maxConnections },
        outlierDetection: {
            consecutive5xxErrors: errors,
            interval: "10s",
            baseEjectionTime: ejection,
            maxEjectionPercent: percent,
        },
    };
}

/**
 * RES-07 to RES-10; RES-14 asks for a fourth that fails fast and gives no numbers. `store`: three errors in a row
 * are enough (a connection that cannot be opened counts as one), out for 15s so that a failed-over primary is found
 * again quickly, and never more than half, because replicas of a store are few.
 */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
    strict: profile(50, 2, "30s", 80),
    moderate: profile(100, 5, "30s", 50),
    lenient: profile(200, 10, "60s", 30),
    store: profile(100, 3, "15s", 50),
};

/**
 * RES-23 asks for 20 %, at least 10 a second over 10 s, which is Linkerd's budget. Istio's counts retries in flight:
 * the same share, and its own least of 3, which is 10 a second when a retry takes 300 ms.
 */
export const defaultRetryBudget = { percent: 20, minConcurrency: 3 } as const;

export const defaultResources = {
    cpu: "100m",
    memory: "128Mi",
    cpuLimit: "500m",
    memoryLimit: "256Mi",
} as const;
