import type { NamespaceRollout } from "./rollout";
import type { RawWorkload } from "./sections/workload";

/**
 * Versions of a workload that this stack runs at least one pod of, its own first. Undefined where this
 * program does not deploy the workload: then whoever does promises the versions that are named.
 */
export function servedVersions(
    workload: RawWorkload | undefined,
    name: string,
    rollout: NamespaceRollout | undefined,
): ReadonlySet<string> | undefined {
    const deployment = workload?.deployment;
    if (deployment === undefined || rollout?.deploy !== true) {
        return undefined;
    }
    const override = rollout.workloads.get(name);
    const served = new Set([override?.version ?? deployment.version ?? "v1"]);
    for (const { version, replicas } of override?.versions ?? []) {
        if (replicas > 0) {
            served.add(version);
        }
    }
    return served;
}
