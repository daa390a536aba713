import { defaultRetryBudget, defaultTraffic, profiles } from "./defaults";
import type { ConnectionPool, Service, ServicePort } from "./model";
import { carriesHttp } from "./rules/operations";
import type { RawService } from "./sections/service";

/**
 * The profile's limits with the service's own. On HTTP/1.1 a connection carries one request at a time, so a limit on
 * connections is one on requests; on HTTP/2 one connection carries them all, and only `maxRequests` limits anything.
 */
export function buildConnectionPool(
    { profile = "moderate", connectionPool }: RawService,
    ports: readonly ServicePort[],
): ConnectionPool {
    const pool: ConnectionPool = { ...profiles[profile].connectionPool, ...connectionPool };
    const multiplexed = ports.some(({ protocol }) => protocol === "grpc" || protocol === "http2");
    return multiplexed ? { maxRequests: pool.maxConnections, ...pool } : pool;
}

/** Every service with requests that are tried again has one: without it Istio lets any number of retries run. */
export function buildRetryBudget(
    { retryBudget, traffic }: RawService,
    ports: readonly ServicePort[],
): Pick<Service, "retryBudget"> {
    const { attempts = defaultTraffic.attempts } = traffic?.retries ?? {};
    const retried = attempts > 0 && ports.some(({ protocol }) => carriesHttp(protocol));
    return retried ? { retryBudget: { ...defaultRetryBudget, ...retryBudget } } : {};
}
