import type {
    Call,
    Experiment,
    External,
    ExternalCall,
    GraphNamespace,
    Id,
    Operation,
    Route,
    Service,
    ServiceGraph,
    ServicePort,
    Stage,
    Store,
    StoreCall,
    Workload,
    WorkloadDeployment,
} from "../../components/graph/model";
import { emptyPlatform, type Platform } from "../../components/graph/platform";

/** Graphs as values, built without the parser: short to write, complete, and in the model's own order. */

export interface GraphParts {
    readonly namespaces: readonly GraphNamespace[];
    readonly workloads?: readonly Workload[];
    readonly services?: readonly Service[];
    readonly stores?: readonly Store[];
    readonly externals?: readonly External[];
    readonly calls?: readonly Call[];
    readonly storeCalls?: readonly StoreCall[];
    readonly externalCalls?: readonly ExternalCall[];
    readonly routes?: readonly Route[];
    readonly experiments?: readonly Experiment[];
    readonly platform?: Platform;
}

export function graphOf(parts: GraphParts): ServiceGraph {
    return {
        namespaces: sortedMap(parts.namespaces, (each) => each.name),
        workloads: sortedMap(parts.workloads ?? [], (each) => each.id),
        services: sortedMap(parts.services ?? [], (each) => each.id),
        stores: sortedMap(parts.stores ?? [], (each) => each.name),
        externals: sortedMap(parts.externals ?? [], (each) => each.host),
        calls: sorted(parts.calls ?? [], (each) => `${each.from} ${each.to}`),
        storeCalls: sorted(parts.storeCalls ?? [], (each) => `${each.from} ${each.store}`),
        externalCalls: sorted(parts.externalCalls ?? [], (each) => `${each.from} ${each.external}`),
        routes: sorted(parts.routes ?? [], (each) => `${each.publicHost} ${each.path}`),
        experiments: sorted(parts.experiments ?? [], (each) => each.name),
        platform: parts.platform ?? emptyPlatform,
    };
}

/** The parts of a graph, to build a changed one from. */
export function partsOf(graph: ServiceGraph): Required<GraphParts> {
    return {
        namespaces: [...graph.namespaces.values()],
        workloads: [...graph.workloads.values()],
        services: [...graph.services.values()],
        stores: [...graph.stores.values()],
        externals: [...graph.externals.values()],
        calls: graph.calls,
        storeCalls: graph.storeCalls,
        externalCalls: graph.externalCalls,
        routes: graph.routes,
        experiments: graph.experiments,
        platform: graph.platform,
    };
}

/** Stages with an end have one; a namespace in the mesh has a tag. */
export function namespaceOf(
    name: string,
    stage: Stage = "enforced",
    more: Partial<GraphNamespace> = {},
): GraphNamespace {
    return {
        name,
        file: `${name}.yaml`,
        owners: [`team-${name}`],
        stage,
        ...(stage === "observed" || stage === "audit" ? { until: "2027-01-31" } : {}),
        ...(stage === "off" ? {} : { tag: "stable" }),
        deploy: false,
        ...more,
    };
}

export function workloadOf(id: Id, more: Partial<Workload> = {}): Workload {
    const [namespace, name] = split(id);
    return { id, namespace, name, selector: { app: name }, serviceAccount: name, ...more };
}

export function deploymentOf(more: Partial<WorkloadDeployment> = {}): WorkloadDeployment {
    return {
        kind: "Deployment",
        image: "registry.example.com/app:1.0.0",
        version: "v1",
        replicas: 1,
        env: {},
        resources: { cpu: "100m", memory: "128Mi", cpuLimit: "500m", memoryLimit: "256Mi" },
        writable: [],
        volumes: [],
        ...more,
    };
}

/** An HTTP service on port 80 of the workload of the same name, with one operation `all`. */
export function serviceOf(id: Id, more: Partial<Service> = {}): Service {
    const [namespace, name] = split(id);
    const ports = more.ports ?? [portOf("http", 80, 8080)];
    const http = ports.filter((port) => port.protocol !== "tcp" && port.protocol !== "tls");
    return {
        id,
        namespace,
        name,
        host: `${name}.${namespace}.svc.cluster.local`,
        workload: id,
        headless: false,
        operations:
            http.length === 0
                ? []
                : [operationOf("all", ["GET"], ["/*"], http.map((port) => port.name).sort())],
        profile: "moderate",
        subsets: [],
        traffic: {
            timeout: "15s",
            retries: { attempts: 2, on: ["connect-failure", "refused-stream"] },
            loadBalancer: { kind: "leastRequest" },
        },
        connectionPool: { maxConnections: 100 },
        outlierDetection: {
            consecutive5xxErrors: 5,
            interval: "10s",
            baseEjectionTime: "30s",
            maxEjectionPercent: 50,
        },
        ...more,
        ports,
    };
}

export function portOf(
    name: string,
    port: number,
    targetPort = port,
    protocol: ServicePort["protocol"] = "http",
): ServicePort {
    return { name, port, targetPort, protocol };
}

export function operationOf(
    name: string,
    methods: readonly string[],
    paths: readonly string[],
    ports: readonly string[] = ["http"],
): Operation {
    return { name, methods: [...methods].sort(), paths: [...paths].sort(), ports: [...ports].sort() };
}

export function callOf(from: Id, to: Id, operations: readonly string[] = ["all"], timeout?: string): Call {
    return { from, to, operations: [...operations].sort(), ...(timeout === undefined ? {} : { timeout }) };
}

export function storeOf(name: string, namespace: string, more: Partial<Store> = {}): Store {
    return {
        name,
        namespace,
        host: `${name}.data.example.com`,
        port: 6379,
        protocol: "tcp",
        owner: "data-platform",
        reason: "own authentication",
        loadBalancer: { kind: "random" },
        connectionPool: { maxConnections: 1000 },
        ...more,
    };
}

export function externalOf(host: string, namespace: string, more: Partial<External> = {}): External {
    return { host, namespace, port: 443, protocol: "tls", owner: "identity", ...more };
}

function split(id: Id): [string, string] {
    const [namespace, name] = id.split("/");
    if (namespace === undefined || name === undefined) {
        throw new Error(`"${id}" is not namespace/name`);
    }
    return [namespace, name];
}

function sorted<Value>(values: readonly Value[], keyOf: (value: Value) => string): Value[] {
    return [...values].sort((left, right) =>
        keyOf(left) < keyOf(right) ? -1 : keyOf(left) > keyOf(right) ? 1 : 0,
    );
}

function sortedMap<Value>(
    values: readonly Value[],
    keyOf: (value: Value) => string,
): ReadonlyMap<string, Value> {
    return new Map(sorted(values, keyOf).map((value) => [keyOf(value), value]));
}
