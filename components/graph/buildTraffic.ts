import { order } from "./catalogue";
import { defaultTraffic } from "./defaults";
import type { LoadBalancer, Locality, Traffic, VersionRoute } from "./model";
import type { RawTraffic } from "./sections/traffic";

export function buildTraffic({
    timeout = defaultTraffic.timeout,
    retries = {},
    loadBalancer,
    locality,
}: RawTraffic): Traffic {
    const { attempts = defaultTraffic.attempts, perTryTimeout, on = defaultTraffic.on, backoff } = retries;
    return {
        ...(timeout === "none" ? {} : { timeout }),
        retries: {
            attempts,
            ...(perTryTimeout === undefined ? {} : { perTryTimeout }),
            on: attempts === 0 ? [] : [...new Set(on)].sort(order),
            ...(backoff === undefined ? {} : { backoff }),
        },
        loadBalancer: buildLoadBalancer(loadBalancer),
        ...(locality === undefined ? {} : { locality: buildLocality(locality) }),
    };
}

function buildLoadBalancer(raw: RawTraffic["loadBalancer"] = "leastRequest"): LoadBalancer {
    if (typeof raw === "string") {
        return { kind: raw };
    }
    const { header, cookie, query } = raw.hash;
    if (header !== undefined) {
        return { kind: "hash", header };
    }
    if (cookie !== undefined) {
        const { name, ttl } = cookie;
        return { kind: "hash", cookie: ttl === undefined ? { name } : { name, ttl } };
    }
    return query === undefined ? { kind: "hash", sourceIp: true } : { kind: "hash", query };
}

function buildLocality(raw: NonNullable<RawTraffic["locality"]>): Locality {
    return typeof raw === "string" ? { kind: raw } : { kind: "labels", labels: [...raw.failover] };
}

/** In the order they are written: the first that fits decides, so theirs is the one list whose order counts. */
export function buildVersionRoutes({ versions = [] }: RawTraffic): readonly VersionRoute[] {
    return versions.map(({ name, headers = {}, path, subset, timeout }) => ({
        name,
        headers: Object.fromEntries(Object.entries(headers).sort(([left], [right]) => order(left, right))),
        ...(path === undefined ? {} : { path }),
        subset,
        ...(timeout === undefined ? {} : { timeout }),
    }));
}
