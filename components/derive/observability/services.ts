import type { Operation, PortProtocol, Service } from "../../graph/model";
import type { Observability } from "../../graph/observability";
import { hostOf, names, ports } from "../../observability/names";
import { installedWorkloads } from "./installed";

interface Served {
    readonly ports: readonly (readonly [name: string, port: number, protocol: PortProtocol])[];
    /** By name: methods, paths and the port. */
    readonly operations?: Readonly<
        Record<string, readonly [methods: string[], paths: string[], port: string]>
    >;
    readonly headless?: boolean;
}

const exportSpans = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

/**
 * What the parts of the stack ask of one another, and no more: whoever reads logs cannot write them, whoever reads
 * metrics cannot reload their rules. What proxies and applications send is in `spanPolicies.ts`: everyone may.
 */
const served: Readonly<Record<string, Served>> = {
    // Its pods are called one by one, by address: the first tier gives each trace to one of them.
    [names.traceCollector]: { headless: true, ports: [["otlp-grpc", ports.otlpGrpc, "tcp"]] },
    [names.jaeger]: {
        ports: [
            ["otlp-grpc", ports.otlpGrpc, "grpc"],
            ["query", ports.jaegerUi, "http"],
        ],
        operations: {
            store: [["POST"], [exportSpans], "otlp-grpc"],
            read: [["GET"], ["/api/*"], "query"],
        },
    },
    [names.prometheus]: {
        ports: [["http", ports.prometheus, "http"]],
        operations: { read: [["GET", "POST"], ["/-/healthy", "/-/ready", "/api/v1/*"], "http"] },
    },
    [names.alertmanager]: {
        ports: [["http", ports.alertmanager, "http"]],
        operations: {
            alert: [["POST"], ["/api/v2/alerts"], "http"],
            manage: [["DELETE", "GET", "POST"], ["/api/v2/*"], "http"],
        },
    },
    [names.loki]: {
        ports: [["http", ports.loki, "http"]],
        operations: {
            push: [["POST"], ["/otlp/v1/logs"], "http"],
            read: [["GET"], ["/loki/api/v1/*", "/ready"], "http"],
        },
    },
};

/** The services that other parts call, as a catalogue would declare them. */
export function stackServices(observability: Observability, clusterDomain: string): readonly Service[] {
    return installedWorkloads(observability).flatMap((name) => {
        const declared = served[name];
        return declared === undefined
            ? []
            : [serviceOf(observability.namespace, name, declared, clusterDomain)];
    });
}

function serviceOf(namespace: string, name: string, declared: Served, clusterDomain: string): Service {
    const { ports: all, operations = {}, headless = false } = declared;
    return {
        id: `${namespace}/${name}`,
        namespace,
        name,
        host: hostOf(name, namespace, clusterDomain),
        workload: `${namespace}/${name}`,
        headless,
        ports: all.map(([port, number, protocol]) => ({
            name: port,
            port: number,
            targetPort: number,
            protocol,
        })),
        operations: Object.entries(operations)
            .map(
                ([operation, [methods, paths, port]]): Operation => ({
                    name: operation,
                    methods,
                    paths,
                    ports: [port],
                }),
            )
            .sort((left, right) => (left.name < right.name ? -1 : 1)),
        profile: "lenient",
        subsets: [],
        // No timeout: a question over weeks takes its time. No retries: each of these programs repeats by itself, and
        // knows what it may repeat.
        traffic: { retries: { attempts: 0, on: [] }, loadBalancer: { kind: "leastRequest" } },
        connectionPool: { maxConnections: 1024, maxRequests: 1024 },
        outlierDetection: {
            consecutive5xxErrors: 10,
            interval: "10s",
            baseEjectionTime: "30s",
            maxEjectionPercent: 50,
        },
    };
}
