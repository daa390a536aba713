import fc from "fast-check";
import type {
    Call,
    Operation,
    Service,
    ServiceGraph,
    ServicePort,
    Stage,
} from "../../components/graph/model";
import {
    callOf,
    deploymentOf,
    externalOf,
    graphOf,
    namespaceOf,
    operationOf,
    partsOf,
    portOf,
    serviceOf,
    storeOf,
    workloadOf,
} from "./graphs";

/** Names that are prefixes of each other and of names with something appended. */
const names = ["a", "a-b", "b", "b-a", "c"] as const;
const stages: readonly Stage[] = ["off", "observed", "audit", "enforced", "enforced", "enforced"];
const methods = ["DELETE", "GET", "POST", "PUT"];
const paths = ["/", "/*", "/a", "/a/", "/a/*", "/a/b", "/a/b/*", "/a/b/c", "/ab", "/b", "/b/*"];
/** A target port is always of one protocol, as it must be where two services share a workload. */
const ports: readonly ServicePort[] = [
    portOf("admin", 8080, 9090),
    portOf("http", 80, 8080),
    portOf("rpc", 9090, 50051, "grpc"),
    portOf("db", 80, 5432, "tcp"),
    portOf("raw", 6379, 6379, "tcp"),
];

/**
 * Graphs as the parser would let them through: every reference resolves, names are unique, every service with an
 * HTTP port has operations, and nobody without a proxy calls a namespace that refuses plain text.
 */
export function serviceGraphs(only?: { readonly stage?: Stage }): fc.Arbitrary<ServiceGraph> {
    return fc
        .subarray([...names], { minLength: 1, maxLength: 4 })
        .chain((namespaces) =>
            fc
                .tuple(...namespaces.map((name) => namespaceContents(name, only?.stage)))
                .chain((contents) => withCalls(contents)),
        );
}

/** The same graph with every list and map in another order. */
export function reordered(graph: ServiceGraph): fc.Arbitrary<ServiceGraph> {
    const parts = partsOf(graph);
    const shuffled = <Value>(values: readonly Value[]): fc.Arbitrary<Value[]> =>
        fc.shuffledSubarray([...values], { minLength: values.length, maxLength: values.length });
    const shuffledMap = <Value>(map: ReadonlyMap<string, Value>): fc.Arbitrary<Map<string, Value>> =>
        shuffled([...map]).map((entries) => new Map(entries));
    return fc.record({
        namespaces: shuffledMap(graph.namespaces),
        workloads: shuffledMap(graph.workloads),
        services: shuffledMap(graph.services),
        stores: shuffledMap(graph.stores),
        externals: shuffledMap(graph.externals),
        calls: shuffled(parts.calls),
        storeCalls: shuffled(parts.storeCalls),
        externalCalls: shuffled(parts.externalCalls),
        routes: shuffled(parts.routes),
        experiments: shuffled(parts.experiments),
        platform: fc
            .tuple(
                shuffledMap(parts.platform.gateways),
                shuffledMap(parts.platform.publicHosts),
                shuffledMap(parts.platform.issuers),
            )
            .map(([gateways, publicHosts, issuers]) => ({
                ...parts.platform,
                gateways,
                publicHosts,
                issuers,
            })),
    });
}

function namespaceContents(namespace: string, stage: Stage | undefined): fc.Arbitrary<ServiceGraph> {
    return fc
        .record({
            stage: stage === undefined ? fc.constantFrom(...stages) : fc.constant(stage),
            deploy: fc.boolean(),
            workloads: fc.subarray([...names], { minLength: 1, maxLength: 3 }),
            deployed: fc.array(fc.constantFrom("Deployment", "StatefulSet", "Job", "none"), {
                minLength: 3,
                maxLength: 3,
            }),
            services: fc.array(serviceShapes(), { maxLength: 3 }),
            servers: fc.array(fc.nat(2), { minLength: 3, maxLength: 3 }),
        })
        .map((drawn) => {
            const workloads = drawn.workloads.map((name, at) => {
                const kind = drawn.deployed[at];
                return workloadOf(`${namespace}/${name}`, {
                    ...(kind === "none" || kind === undefined
                        ? {}
                        : { deployment: deploymentOf({ kind, replicas: at + 1 }) }),
                });
            });
            const services = drawn.services.map((shape, at) => {
                const workload = workloads[(drawn.servers[at] ?? 0) % workloads.length];
                return serviceOf(`${namespace}/s${at}`, { ...shape, workload: workload?.id ?? "" });
            });
            return graphOf({
                namespaces: [namespaceOf(namespace, drawn.stage, { deploy: drawn.deploy })],
                workloads,
                services,
                stores: [
                    storeOf(`store-${namespace}`, namespace),
                    storeOf(`inside-${namespace}`, namespace, {
                        host: `db.${namespace}.svc.cluster.local`,
                        port: 5432,
                    }),
                ],
                externals: [externalOf(`${namespace}.example.com`, namespace)],
            });
        });
}

function serviceShapes(): fc.Arbitrary<Partial<Service>> {
    return fc.subarray([...ports], { minLength: 1, maxLength: 3 }).chain((chosen) => {
        // Two ports of one service may not share a number; `db` and `http` do.
        const own = chosen.filter((port, at) => chosen.findIndex((each) => each.port === port.port) === at);
        const sortedPorts = [...own].sort((left, right) => (left.name < right.name ? -1 : 1));
        const http = sortedPorts.filter((port) => port.protocol !== "tcp").map((port) => port.name);
        const operations = http.length === 0 ? fc.constant([]) : operationLists(http);
        return fc.record({
            ports: fc.constant(sortedPorts),
            operations,
            headless: fc.boolean(),
            subsets: fc.constantFrom([], [{ name: "v1", labels: { version: "v1" } }]),
        });
    });
}

function operationLists(portNames: readonly string[]): fc.Arbitrary<Operation[]> {
    return fc
        .array(
            fc.tuple(
                fc.subarray(methods, { minLength: 1, maxLength: 3 }),
                fc.subarray(paths, { minLength: 1, maxLength: 5 }),
                fc.subarray([...portNames], { minLength: 1 }),
            ),
            { minLength: 1, maxLength: 3 },
        )
        .map((all) => all.map(([method, path, port], at) => operationOf(`op${at}`, method, path, port)));
}

function withCalls(contents: readonly ServiceGraph[]): fc.Arbitrary<ServiceGraph> {
    const parts = contents.map(partsOf);
    const namespaces = parts.flatMap((each) => each.namespaces);
    const workloads = parts.flatMap((each) => each.workloads);
    const services = parts.flatMap((each) => each.services);
    const stores = parts.flatMap((each) => each.stores);
    const externals = parts.flatMap((each) => each.externals);
    const stageOf = new Map(namespaces.map((each) => [each.name, each.stage]));
    const pairs = workloads.flatMap((workload) =>
        services
            .filter((service) => {
                const strict = ["audit", "enforced"].includes(stageOf.get(service.namespace) ?? "off");
                return !strict || stageOf.get(workload.namespace) !== "off";
            })
            .map((service) => ({ from: workload.id, service })),
    );
    const calls = fc
        .subarray(pairs)
        .chain((chosen) => fc.tuple(...chosen.map(({ from, service }) => callsBetween(from, service))));
    const storePairs = workloads.flatMap((each) =>
        stores.map((store) => ({ from: each.id, store: store.name })),
    );
    const externalPairs = workloads.flatMap((each) =>
        externals.map((external) => ({ from: each.id, external: external.host })),
    );
    return fc
        .record({ calls, storeCalls: fc.subarray(storePairs), externalCalls: fc.subarray(externalPairs) })
        .map((edges) => graphOf({ namespaces, workloads, services, stores, externals, ...edges }));
}

function callsBetween(from: string, service: Service): fc.Arbitrary<Call> {
    const operations = service.operations.map((each) => each.name);
    return fc
        .tuple(
            fc.subarray(operations, { minLength: Math.min(1, operations.length) }),
            fc.constantFrom(undefined, "5s", "20s"),
        )
        .map(([asked, timeout]) => callOf(from, service.id, asked, timeout));
}
