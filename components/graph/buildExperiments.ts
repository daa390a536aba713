import { order } from "./catalogue";
import type { Experiment } from "./model";
import type { NamespaceRollout } from "./rollout";

/** The experiments of one namespace, with every name spelled out. */
export function buildExperiments(
    namespace: string,
    rollout: NamespaceRollout | undefined,
): readonly Experiment[] {
    return [...(rollout?.experiments ?? [])].map(([name, experiment]) => ({
        ...experiment,
        name,
        namespace,
        service: `${namespace}/${experiment.service}`,
        callers: experiment.callers
            .map((caller) => (caller.includes("/") ? caller : `${namespace}/${caller}`))
            .sort(order),
    }));
}
