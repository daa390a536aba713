import { buildExperiments } from "./buildExperiments";
import { buildExternals, buildStores } from "./buildOutside";
import { buildService } from "./buildService";
import { buildWorkload } from "./buildWorkload";
import { type Catalogue, type DeclaredNamespace, order, servicesOf, workloadsOf } from "./catalogue";
import type { Edges } from "./edges";
import type { Call, ExternalCall, GraphNamespace, ServiceGraph, StoreCall } from "./model";
import type { NamespaceRollout, Rollout } from "./rollout";
import { buildRoutes } from "./routes";
import { servedVersions } from "./servedVersions";

/** The graph of a catalogue without errors, joined with where this stack stands. */
export function buildGraph(
    catalogue: Catalogue,
    edges: Edges,
    rollout: Rollout,
    clusterDomain: string,
): ServiceGraph {
    const all = [...catalogue.namespaces.values()];
    const stageOf = (name: string) => rollout.namespaces.get(name);
    const workloads = all.flatMap((each) =>
        workloadsOf(each).map(([name, raw]) =>
            buildWorkload(each.name, name, raw, stageOf(each.name)?.workloads.get(name)),
        ),
    );
    const services = all.flatMap((each) =>
        servicesOf(each).map(([name, raw]) =>
            buildService(each.name, name, raw, clusterDomain, {
                ...stageOf(each.name)?.services.get(name),
                served: servedVersions(
                    each.content.workloads?.[raw.workload],
                    raw.workload,
                    stageOf(each.name),
                ),
            }),
        ),
    );
    const namespaces = all.map((each) => buildNamespace(each, stageOf(each.name)));
    const stores = all.flatMap((each) => buildStores(each, rollout));
    const calls = all.flatMap(outsideCalls);
    return {
        namespaces: mapBy(namespaces, ({ name }) => name),
        workloads: mapBy(workloads, ({ id }) => id),
        services: mapBy(services, ({ id }) => id),
        stores: mapBy(stores, ({ name }) => name),
        externals: mapBy(all.flatMap(buildExternals), ({ host }) => host),
        calls: buildCalls(edges),
        storeCalls: calls
            .filter((call): call is StoreCall => "store" in call)
            .sort((left, right) => order(left.from, right.from) || order(left.store, right.store)),
        externalCalls: calls
            .filter((call): call is ExternalCall => "external" in call)
            .sort((left, right) => order(left.from, right.from) || order(left.external, right.external)),
        routes: buildRoutes(catalogue),
        experiments: all
            .flatMap(({ name }) => buildExperiments(name, stageOf(name)))
            .sort((left, right) => order(left.name, right.name) || order(left.namespace, right.namespace)),
        platform: rollout.platform,
    };
}

function buildNamespace({ name, file, content }: DeclaredNamespace, rollout: NamespaceRollout | undefined) {
    const { stage = "off", until, tag = "stable", deploy = false, rollWithTag = false } = rollout ?? {};
    return {
        name,
        file,
        owners: [...(content.owners ?? [])].sort(order),
        stage,
        ...(until === undefined ? {} : { until }),
        ...(stage === "off" ? {} : { tag }),
        deploy,
        ...(rollWithTag ? { rollWithTag } : {}),
    } satisfies GraphNamespace;
}

function outsideCalls({ name, content }: DeclaredNamespace): readonly (StoreCall | ExternalCall)[] {
    return (content.calls ?? []).flatMap(
        ({ from: caller, store, external }): (StoreCall | ExternalCall)[] => {
            const from = caller.includes("/") ? caller : `${name}/${caller}`;
            if (store !== undefined) {
                return [{ from, store }];
            }
            return external === undefined ? [] : [{ from, external }];
        },
    );
}

function buildCalls(edges: Edges): readonly Call[] {
    const calls = edges.calls.map(({ caller, service, raw }) => {
        const all = Object.keys(service.namespace.content.services?.[service.name]?.operations ?? {});
        const operations = [...(raw.operations ?? all)].sort(order);
        const timeout = raw.timeout === undefined ? {} : { timeout: raw.timeout };
        return { from: caller.id, to: service.id, operations, ...timeout };
    });
    return calls.sort((left, right) => order(left.from, right.from) || order(left.to, right.to));
}

function mapBy<Value>(values: readonly Value[], key: (value: Value) => string): ReadonlyMap<string, Value> {
    const sorted = [...values].sort((left, right) => order(key(left), key(right)));
    return new Map(sorted.map((value) => [key(value), value]));
}
