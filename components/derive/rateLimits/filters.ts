import type { RateLimitService } from "../../graph/platform";
import type { HttpFilter } from "../envoyFilter";
import { clientKey, descriptorActions, limitKey } from "./descriptors";
import type { Limited } from "./limited";
import { rateLimitDomain, rateLimitHost, rateLimitPort } from "./service";

const types = "type.googleapis.com/envoy.extensions.filters.http";
const seconds = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const;
const all = { default_value: { numerator: 100, denominator: "HUNDRED" } };

/** Clients a proxy remembers for each limit; with more of them the one not seen for longest starts anew. */
const rememberedClients = 10_000;

/** In both filters: the answer says what the limit is, and a gRPC caller is told so rather than `unavailable`, which
 *  it would try again. */
const answers = {
    enable_x_ratelimit_headers: "DRAFT_VERSION_03",
    rate_limited_as_resource_exhausted: true,
} as const;

/**
 * Counts in the proxy itself: for each replica, and there for each port, by itself. A bucket holds a whole period's
 * requests and fills evenly, so that a burst passes and what follows is spread.
 *
 * Descriptors are made in the filter rather than on routes, which Istio makes and remakes. Envoy's filter does nothing
 * unless it is said to be both enabled and enforced. There is no bucket for the requests that no limit names.
 */
export function replicaFilter(name: string, limits: readonly Limited[]): HttpFilter {
    return {
        name,
        typed_config: {
            "@type": `${types}.local_ratelimit.v3.LocalRateLimit`,
            stat_prefix: "rate_limit",
            filter_enabled: all,
            filter_enforced: all,
            ...answers,
            always_consume_default_token_bucket: false,
            ...(limits.some(({ limit }) => limit.by !== undefined)
                ? { max_dynamic_descriptors: rememberedClients }
                : {}),
            rate_limits: limits.flatMap(descriptorActions),
            descriptors: limits.map(({ name: value, limit }) => ({
                entries: [
                    { key: limitKey, value },
                    // Without a value: a bucket for each that comes.
                    ...(limit.by === undefined ? [] : [{ key: clientKey }]),
                ],
                token_bucket: {
                    max_tokens: limit.requests,
                    tokens_per_fill: limit.requests,
                    fill_interval: `${seconds[limit.per]}s`,
                },
            })),
        },
    };
}

/**
 * Asks the rate-limit service, which counts for all. When it does not answer in time requests pass, or are answered
 * 503 where the platform wants it closed; 500, Envoy's default, would read as the application's own failure.
 */
export function meshFilter(
    name: string,
    limits: readonly Limited[],
    service: RateLimitService,
    clusterDomain: string,
): HttpFilter {
    const host = rateLimitHost(service, clusterDomain);
    return {
        name,
        typed_config: {
            "@type": `${types}.ratelimit.v3.RateLimit`,
            domain: rateLimitDomain,
            // Envoy's own 20 ms are over before a first connection between two proxies stands.
            timeout: "0.25s",
            failure_mode_deny: service.failClosed,
            status_on_error: { code: "ServiceUnavailable" },
            ...answers,
            rate_limit_service: {
                transport_api_version: "V3",
                grpc_service: {
                    envoy_grpc: { cluster_name: `outbound|${rateLimitPort}||${host}`, authority: host },
                },
            },
            rate_limits: limits.flatMap(descriptorActions),
        },
    };
}
