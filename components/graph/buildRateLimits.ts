import { order } from "./catalogue";
import type { RateLimit } from "./model";
import type { RawRateLimit } from "./sections/rateLimit";

/** Limits with their defaults filled in, sorted, because the order they are written in means nothing. */
export function buildRateLimits(raw: readonly RawRateLimit[]): readonly RateLimit[] {
    return raw
        .map(({ requests, per, scope = "replica", by, operation }) => ({
            requests,
            per,
            scope,
            ...(by === undefined ? {} : { by }),
            ...(operation === undefined ? {} : { operation }),
        }))
        .sort((left, right) => order(rateLimitKey(left), rateLimitKey(right)));
}

/** What a limit counts. Two limits of one key would count the same requests, so one of them would be idle. */
export function rateLimitKey({ scope, per, by, operation }: Omit<RateLimit, "requests">): string {
    return `${scope}/${operation ?? ""}/${by ?? ""}/${per}`;
}
