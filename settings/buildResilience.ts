import type { RateLimitService } from "../components/graph";
import { hostAndPort } from "./resilienceSchema";
import type { StackContent } from "./stackSchema";

/** Absent unless it is declared: limits of scope mesh are refused then. */
export function buildRateLimitService({ rateLimitService: raw, tags }: StackContent): {
    rateLimitService?: RateLimitService;
} {
    if (raw === undefined) {
        return {};
    }
    const redis = raw.redis === undefined ? undefined : hostAndPort(raw.redis);
    return {
        rateLimitService: {
            namespace: raw.namespace ?? defaultRateLimitNamespace,
            tag: raw.tag ?? (tags?.["stable"] === undefined ? "default" : "stable"),
            replicas: raw.replicas ?? 1,
            failClosed: raw.failClosed ?? false,
            ...(redis === undefined ? {} : { redis }),
        },
    };
}

export const defaultRateLimitNamespace = "rate-limit";
