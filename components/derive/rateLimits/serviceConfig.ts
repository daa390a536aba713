import { clientKey, limitKey } from "./descriptors";
import type { Limited } from "./limited";
import { rateLimitDomain } from "./service";

/** The configuration of Envoy's rate-limit service, as it reads it from YAML. */
export interface RateLimitConfig {
    readonly domain: string;
    readonly descriptors: readonly RateLimitDescriptor[];
}

export interface RateLimitDescriptor {
    readonly key: string;
    /** Absent: each value has a count of its own. */
    readonly value?: string;
    readonly rate_limit?: { readonly unit: string; readonly requests_per_unit: number };
    readonly descriptors?: readonly RateLimitDescriptor[];
}

/**
 * What the service counts. Its windows are fixed: a count starts anew with every full minute, hour or day (UTC), so
 * that up to twice the limit may pass around the turn; in return a quota per day is one.
 */
export function rateLimitConfig(limits: readonly Limited[]): RateLimitConfig {
    return {
        domain: rateLimitDomain,
        descriptors: limits.map(({ name, limit }) => {
            const rate_limit = { unit: limit.per, requests_per_unit: limit.requests };
            const named = { key: limitKey, value: name };
            return limit.by === undefined
                ? { ...named, rate_limit }
                : { ...named, descriptors: [{ key: clientKey, rate_limit }] };
        }),
    };
}
