import type { Operation, WorkloadDeployment } from "../../graph/model";
import type { RateLimitService } from "../../graph/platform";
import { rateLimitImages } from "../../versions";

/** The one thing a proxy asks of the service. */
export const decide: Operation = {
    name: "decide",
    methods: ["POST"],
    paths: ["/envoy.service.ratelimit.v3.RateLimitService/ShouldRateLimit"],
    ports: ["grpc"],
};

/** Name of the ConfigMap, and where the service looks for what is in it. */
export const configMapName = "ratelimit-config";
const configFolder = "/data/ratelimit/config";
const healthPort = 8080;

/**
 * Envoy's own service. It watches its folder, so that a changed limit needs no restart; the files that Kubernetes
 * swaps begin with a dot and must not be read twice.
 */
export function rateLimitDeployment({ replicas }: RateLimitService, redis: string): WorkloadDeployment {
    return {
        kind: "Deployment",
        image: rateLimitImages.service,
        version: "v1",
        replicas,
        command: ["/bin/ratelimit"],
        env: {
            LOG_LEVEL: "warn",
            REDIS_SOCKET_TYPE: "tcp",
            REDIS_URL: redis,
            RUNTIME_ROOT: "/data",
            RUNTIME_SUBDIRECTORY: "ratelimit",
            RUNTIME_WATCH_ROOT: "false",
            RUNTIME_IGNOREDOTFILES: "true",
            USE_STATSD: "false",
        },
        probe: { path: "/healthcheck", port: healthPort },
        resources: { cpu: "100m", memory: "64Mi", cpuLimit: "1", memoryLimit: "256Mi" },
        writable: [],
        volumes: [],
        files: { configMap: configMapName, mountPath: configFolder },
    };
}

/**
 * Keeps counts in memory only: they are worth a day at most, and losing them lets a little more pass. When memory is
 * full the counts that end soonest go first. Its protected mode, which refuses whoever comes from another host, is off:
 * the proxy in front of it lets in the service alone, by its identity.
 */
export const redisDeployment: WorkloadDeployment = {
    kind: "Deployment",
    image: rateLimitImages.redis,
    version: "v1",
    replicas: 1,
    command: ["redis-server"],
    args: [
        "--save",
        "",
        "--appendonly",
        "no",
        "--maxmemory",
        "96mb",
        "--maxmemory-policy",
        "volatile-ttl",
        "--protected-mode",
        "no",
    ],
    env: {},
    probe: { port: 6379 },
    resources: { cpu: "100m", memory: "128Mi", cpuLimit: "500m", memoryLimit: "192Mi" },
    writable: [],
    volumes: [],
};
