import type { Call, Id, Service, ServiceGraph, Store, StoreCall, Workload } from "../../graph/model";
import { type RateLimitService, rateLimitStore } from "../../graph/platform";
import { decide, rateLimitDeployment, redisDeployment } from "./deployments";
import { rateLimitHost, rateLimitName, rateLimitPort } from "./service";

const redisName = "redis";
const redisPort = 6379;

/**
 * The graph with the rate-limit service in it, as if a team had declared it: so it gets exactly the policy every
 * workload gets, and only proxies that have something to count may ask it. The graph itself where the platform
 * declares no such service.
 */
export function withRateLimitService(graph: ServiceGraph, clusterDomain: string): ServiceGraph {
    const settings = graph.platform.rateLimitService;
    if (settings === undefined) {
        return graph;
    }
    const { namespace, redis } = settings;
    const ratelimit = workload(
        namespace,
        rateLimitName,
        rateLimitDeployment(settings, redisAddress(settings, clusterDomain)),
    );
    const own = redis === undefined ? [workload(namespace, redisName, redisDeployment)] : [];
    const store: readonly Store[] = redis === undefined ? [] : [existingRedis(namespace, redis)];
    const services = [
        rateLimits(settings, clusterDomain),
        ...own.map(() => redisService(namespace, clusterDomain)),
    ];
    const toRedis: readonly Call[] = own.map(({ id }) => ({ from: ratelimit.id, to: id, operations: [] }));
    const toStore: readonly StoreCall[] = store.map(({ name }) => ({ from: ratelimit.id, store: name }));
    return {
        ...graph,
        namespaces: new Map([
            ...graph.namespaces,
            [
                namespace,
                {
                    name: namespace,
                    file: "meshwright:rateLimitService",
                    owners: ["platform"],
                    stage: "enforced",
                    tag: settings.tag,
                    deploy: true,
                },
            ],
        ]),
        workloads: new Map([
            ...graph.workloads,
            ...[ratelimit, ...own].map((each) => [each.id, each] as const),
        ]),
        services: new Map([...graph.services, ...services.map((each) => [each.id, each] as const)]),
        stores: new Map([...graph.stores, ...store.map((each) => [each.name, each] as const)]),
        calls: [...graph.calls, ...askedBy(graph, ratelimit.id), ...toRedis],
        storeCalls: [...graph.storeCalls, ...toStore],
    };
}

/** Workloads whose proxies have a limit of the mesh to ask about; gateways are in `gatewayCalls`. */
function askedBy({ services }: ServiceGraph, to: Id): Call[] {
    const asking = [...services.values()].filter(({ rateLimits: limits = [] }) =>
        limits.some(({ scope }) => scope === "mesh"),
    );
    return [...new Set(asking.map((service) => service.workload))].map((from) => ({
        from,
        to,
        operations: [decide.name],
    }));
}

function workload(
    namespace: string,
    name: string,
    deployment: NonNullable<Workload["deployment"]>,
): Workload {
    return {
        id: `${namespace}/${name}`,
        namespace,
        name,
        selector: { app: name },
        serviceAccount: name,
        deployment,
    };
}

function redisAddress({ namespace, redis }: RateLimitService, clusterDomain: string): string {
    return redis === undefined
        ? `${redisName}.${namespace}.svc.${clusterDomain}:${redisPort}`
        : `${redis.host}:${redis.port}`;
}

/** Without retries: a count that is asked for twice is counted twice. */
const traffic: Service["traffic"] = {
    timeout: "1s",
    retries: { attempts: 0, on: [] },
    loadBalancer: { kind: "leastRequest" },
};
const outlierDetection: Service["outlierDetection"] = {
    consecutive5xxErrors: 5,
    interval: "10s",
    baseEjectionTime: "30s",
    maxEjectionPercent: 50,
};

function rateLimits(settings: RateLimitService, clusterDomain: string): Service {
    const { namespace } = settings;
    return {
        id: `${namespace}/${rateLimitName}`,
        namespace,
        name: rateLimitName,
        host: rateLimitHost(settings, clusterDomain),
        workload: `${namespace}/${rateLimitName}`,
        headless: false,
        ports: [{ name: "grpc", port: rateLimitPort, targetPort: rateLimitPort, protocol: "grpc" }],
        operations: [decide],
        profile: "strict",
        subsets: [],
        traffic,
        connectionPool: { maxConnections: 100, maxRequests: 1000 },
        outlierDetection,
    };
}

function redisService(namespace: string, clusterDomain: string): Service {
    return {
        id: `${namespace}/${redisName}`,
        namespace,
        name: redisName,
        host: `${redisName}.${namespace}.svc.${clusterDomain}`,
        workload: `${namespace}/${redisName}`,
        headless: false,
        ports: [{ name: "redis", port: redisPort, targetPort: redisPort, protocol: "tcp" }],
        operations: [],
        profile: "store",
        subsets: [],
        traffic,
        connectionPool: { maxConnections: 1000 },
        outlierDetection,
    };
}

function existingRedis(namespace: string, { host, port }: { host: string; port: number }): Store {
    return {
        name: rateLimitStore,
        namespace,
        host,
        port,
        protocol: "tcp",
        owner: "platform",
        reason: "the Redis the platform already has; it has no proxy",
        loadBalancer: { kind: "leastRequest" },
        connectionPool: { maxConnections: 1000 },
    };
}
