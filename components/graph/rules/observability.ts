import { type Catalogue, workloadsOf } from "../catalogue";
import type { Report } from "../report";
import type { Rollout } from "../rollout";
import { inStack } from "../shape/location";

/** Names of stores that stand for parts of the observability stack begin with this; refused in a catalogue. */
export const observabilityStorePrefix = "observability-";

/** What the stack's observability says of workloads and stores is about some that there are. */
export function checkObservability(catalogue: Catalogue, { platform }: Rollout, report: Report): void {
    const { namespaces } = catalogue;
    for (const namespace of namespaces.values()) {
        for (const store of namespace.names("stores")) {
            if (store.startsWith(observabilityStorePrefix)) {
                const message = `what begins with "${observabilityStorePrefix}" is the platform's own; choose another name`;
                report.error("reserved-store", namespace.at("stores", store), message);
            }
        }
    }
    const { observability } = platform;
    if (observability === undefined || !catalogue.complete) {
        return;
    }
    const all = [...namespaces.values()];
    const workloads = new Set(
        all.flatMap((namespace) => workloadsOf(namespace).map(([name]) => `${namespace.name}/${name}`)),
    );
    for (const id of observability.sampling.workloads.keys()) {
        if (!workloads.has(id)) {
            report.unknown(
                "workload",
                inStack(["observability", "sampling", "workloads", id]),
                id,
                workloads,
            );
        }
    }
    const stores = new Set(all.flatMap((namespace) => [...namespace.names("stores")]));
    for (const kind of ["redis", "postgres", "kafka"] as const) {
        for (const store of observability.exporters[kind].keys()) {
            if (!stores.has(store)) {
                report.unknown("store", inStack(["observability", "exporters", kind, store]), store, stores);
            }
        }
    }
}
