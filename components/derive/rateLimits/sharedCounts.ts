import type { ArrangedGraph } from "../arrangedGraph";
import type { Insertion } from "../envoyFilter";
import type { Target } from "../target";
import { meshFilter, replicaFilter } from "./filters";
import type { Limited } from "./limited";
import { declaredService } from "./meshLimits";

/**
 * The filters that count what all callers share. They come after authorization, so that a caller who is refused uses
 * up nobody's share, and the cheap count of the replica comes before the one that is asked for.
 */
export function sharedCounts(
    limits: readonly Limited[],
    { platform }: ArrangedGraph,
    { clusterDomain }: Target,
): Insertion[] {
    const replica = limits.filter(({ limit }) => limit.scope === "replica");
    const mesh = limits.filter(({ limit }) => limit.scope === "mesh");
    const filters = [
        ...(replica.length === 0 ? [] : [replicaFilter("meshwright.rate_limit.replica", replica)]),
        ...(mesh.length === 0
            ? []
            : [meshFilter("meshwright.rate_limit.mesh", mesh, declaredService(platform), clusterDomain)]),
    ];
    return filters.map((filter) => ({ filter, place: "last" }));
}
