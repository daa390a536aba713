import { byCodeUnits } from "../../derive/order";
import type { Id, Sampling } from "../../graph";

export interface SamplingStrategies {
    readonly default_strategy: Strategy;
    readonly service_strategies: readonly ({ readonly service: string } & Strategy)[];
}
interface Strategy {
    readonly type: "probabilistic";
    readonly param: number;
}

/**
 * What clients with an SDK of their own are told when they ask, from the one number the proxies sample by (TRC-06,
 * TRC-07). Behind a proxy such a client follows the proxy's decision, because the trace has begun; this is for traces
 * that begin in the application.
 *
 * Services call themselves `name.namespace` when they follow the proxies, and `name` alone otherwise. Where two
 * namespaces have a workload of that name with shares of their own, the bare name says nothing and gets the default.
 */
export function samplingStrategies({ percent, workloads }: Sampling): SamplingStrategies {
    const named = [...workloads].map(([id, share]) => ({ ...partsOf(id), share }));
    const owners = new Map<string, number>();
    for (const { name } of named) {
        owners.set(name, (owners.get(name) ?? 0) + 1);
    }
    return {
        default_strategy: probability(percent),
        service_strategies: named
            .flatMap(({ namespace, name, share }) => [
                { service: `${name}.${namespace}`, ...probability(share) },
                ...(owners.get(name) === 1 ? [{ service: name, ...probability(share) }] : []),
            ])
            .sort((left, right) => byCodeUnits(left.service, right.service)),
    };
}

function probability(percent: number): Strategy {
    return { type: "probabilistic", param: percent / 100 };
}

function partsOf(id: Id): { readonly namespace: string; readonly name: string } {
    const slash = id.indexOf("/");
    return { namespace: id.slice(0, slash), name: id.slice(slash + 1) };
}
