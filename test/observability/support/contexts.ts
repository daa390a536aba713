import type { Observability } from "../../../components/graph/observability";
import type { ObservabilityContext } from "../../../components/observability";
import { type GraphParts, graphOf } from "../../support/graphs";

const size = { cpu: "100m", memory: "128Mi", cpuLimit: "1", memoryLimit: "512Mi" } as const;

/** Everything installed, as a stack file with nothing but the key makes it; whatever stands in `more` instead. */
export function observabilityOf(more: Partial<Observability> = {}): Observability {
    return {
        namespace: "observability",
        tag: "stable",
        environment: "dev",
        cluster: "vertice-dev",
        sampling: { percent: 100, workloads: new Map() },
        accessLog: "all",
        links: {},
        runbooks: "https://docs.example.com/runbooks",
        collector: {
            mode: "install",
            replicas: 1,
            resources: size,
            memoryLimitMib: 512,
            serviceGraph: false,
            buckets: [5, 100, 1000],
            legacyReceivers: false,
        },
        jaeger: {
            mode: "install",
            replicas: 1,
            resources: size,
            retention: "48h",
            storage: { kind: "badger", size: "10Gi" },
        },
        prometheus: {
            mode: "install",
            resources: size,
            retention: "15d",
            size: "10Gi",
            scrapeInterval: "30s",
        },
        alertmanager: { mode: "install", resources: size, size: "1Gi", receivers: new Map(), routes: {} },
        grafana: { mode: "install", resources: size, size: "1Gi", adminUser: "admin" },
        loki: { mode: "install", resources: size, retention: "168h", size: "10Gi" },
        kiali: { mode: "install", resources: size },
        exporters: { node: false, redis: new Map(), postgres: new Map(), kafka: new Map() },
        images: {},
        ...more,
    };
}

/** A mesh of this graph, watched by this. */
export function contextOf(graph: GraphParts, more: Partial<Observability> = {}): ObservabilityContext {
    return {
        observability: observabilityOf(more),
        graph: graphOf(graph),
        rootNamespace: "istio-system",
        clusterDomain: "cluster.local",
        revisions: new Map([["1-31-1", "1.31.1"]]),
    };
}
