import type { Call } from "../../graph/model";
import type { Observability } from "../../graph/observability";
import { names } from "../../observability/names";
import { hasTwoTiers, installedWorkloads } from "./installed";

/** Who asks whom for what, where both are installed (TRC-19, DSH-05 to DSH-07). */
const everyCall: readonly (readonly [from: string, to: string, operations: readonly string[]])[] = [
    [names.collector, names.traceCollector, []],
    [names.collector, names.loki, ["push"]],
    [names.logAgent, names.loki, ["push"]],
    // Its monitor page is made of span metrics.
    [names.jaeger, names.prometheus, ["read"]],
    [names.prometheus, names.alertmanager, ["alert"]],
    [names.grafana, names.prometheus, ["read"]],
    [names.grafana, names.jaeger, ["read"]],
    [names.grafana, names.loki, ["read"]],
    [names.grafana, names.alertmanager, ["manage"]],
    [names.kiali, names.prometheus, ["read"]],
    [names.kiali, names.jaeger, ["read"]],
];

export function stackCalls(observability: Observability): readonly Call[] {
    const there = new Set(installedWorkloads(observability));
    const id = (name: string) => `${observability.namespace}/${name}`;
    return [...everyCall, [spanSender(observability), names.jaeger, ["store"]] as const]
        .filter(([from, to]) => there.has(from) && there.has(to))
        .map(([from, to, operations]) => ({ from: id(from), to: id(to), operations }));
}

/** The collector that gives spans to Jaeger: the second tier where there is one. */
export function spanSender(observability: Observability): string {
    return hasTwoTiers(observability) ? names.traceCollector : names.collector;
}
