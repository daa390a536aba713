import type { Id, Service, ServiceGraph, Workload } from "../../graph";
import { series } from "./series";

/** Series that one service is the reason of. */
export interface ServiceSeries {
    readonly service: Id;
    /** Requests, by caller, answer and method, at both ends. */
    readonly requests: number;
    /** Durations at both ends and sizes at the server: a histogram each. */
    readonly histograms: number;
    /** Plain connections. */
    readonly connections: number;
    /** Envoy's statistics of the service's clusters in each caller. */
    readonly clusters: number;
    readonly total: number;
}

export interface SeriesEstimate {
    /** Largest first. */
    readonly services: readonly ServiceSeries[];
    /** What every proxy says whatever it calls. */
    readonly proxies: number;
    /** What is there without any service. */
    readonly fixed: number;
    readonly total: number;
}

/**
 * How many series Prometheus will keep of a mesh (MET-15). What counts is edges, and pods at both ends of them: a caller
 * of ten pods is ten callers. Every series of a pair exists only once there was such a request, so this is what a mesh
 * comes to that is used as declared; applications' own metrics come on top.
 */
export function estimateSeries(graph: ServiceGraph): SeriesEstimate {
    const services = [...graph.services.values()]
        .map((service) => seriesOf(service, graph))
        .sort((left, right) => right.total - left.total || (left.service < right.service ? -1 : 1));
    const meshed = [...graph.workloads.values()].filter(
        ({ namespace }) => (graph.namespaces.get(namespace)?.stage ?? "off") !== "off",
    );
    const gatewayPods = sum([...graph.platform.gateways.values()].map(({ replicas }) => replicas));
    const proxies = (sum(meshed.map(podsOf)) + gatewayPods) * series.proxy;
    const fixed = series.controlPlane + series.stack;
    return { services, proxies, fixed, total: fixed + proxies + sum(services.map(({ total }) => total)) };
}

/** The services that cost most, and how much of the whole they are. */
export function largest(
    { services, total }: SeriesEstimate,
    count = 10,
): readonly (ServiceSeries & { share: number })[] {
    return services.slice(0, count).map((each) => ({ ...each, share: each.total / total }));
}

function seriesOf(service: Service, graph: ServiceGraph): ServiceSeries {
    const server = podsOf(graph.workloads.get(service.workload));
    const http = service.operations.length > 0;
    const ends = endsOf(service, graph);
    const requests = http
        ? sum(ends.map(({ pods, methods }) => (pods + server) * methods * series.answers))
        : 0;
    const durations = sum(ends.map(({ pods }) => (pods + server) * series.answers * series.histogram));
    const sizes = ends.length * server * series.answers * series.histogram * 2;
    const connections = http ? 0 : sum(ends.map(({ pods }) => (pods + server) * series.tcp));
    const clustersOfIt = service.ports.length * (1 + service.subsets.length);
    const clusters = sum(ends.map(({ pods }) => pods * clustersOfIt * series.cluster));
    const histograms = http ? durations + sizes : 0;
    return {
        service: service.id,
        requests,
        histograms,
        connections,
        clusters,
        total: requests + histograms + connections + clusters,
    };
}

interface End {
    readonly pods: number;
    readonly methods: number;
}

/** Callers, and gateways that routes come in by, with the methods each may use. */
function endsOf({ id, operations }: Service, graph: ServiceGraph): End[] {
    const methodsOf = (allowed: readonly string[]) =>
        Math.max(
            1,
            new Set(operations.filter(({ name }) => allowed.includes(name)).flatMap(({ methods }) => methods))
                .size,
        );
    const callers = graph.calls
        .filter(({ to }) => to === id)
        .map(({ from, operations: allowed }) => ({
            pods: podsOf(graph.workloads.get(from)),
            methods: methodsOf(allowed),
        }));
    const { gateways, publicHosts } = graph.platform;
    const waysIn = new Map<string, Set<string>>();
    for (const { publicHost, service, operations: allowed } of graph.routes) {
        if (service === id) {
            const gateway = publicHosts.get(publicHost)?.gateway ?? publicHost;
            waysIn.set(gateway, new Set([...(waysIn.get(gateway) ?? []), ...allowed]));
        }
    }
    return [
        ...callers,
        ...[...waysIn].map(([gateway, allowed]) => ({
            pods: gateways.get(gateway)?.replicas ?? 1,
            methods: methodsOf([...allowed]),
        })),
    ];
}

/** A workload that somebody else deploys counts as one pod. */
function podsOf(workload: Workload | undefined): number {
    return (
        (workload?.deployment?.replicas ?? 1) +
        sum((workload?.versions ?? []).map(({ replicas }) => replicas))
    );
}

function sum(numbers: readonly number[]): number {
    return numbers.reduce((total, each) => total + each, 0);
}
