import type { Store } from "../graph/model";
import type { ArrangedGraph } from "./arrangedGraph";
import { clusterNamespaceOf } from "./hosts";
import { watchedNamespaces } from "./observability/watched";
import type { Target } from "./target";

/**
 * Namespace under which istiod knows a store as a Service of the cluster; undefined for a host outside, and for a
 * Service of a namespace that istiod does not watch: to a proxy that is as far away.
 */
export function registryNamespaceOf(
    store: Store,
    arranged: ArrangedGraph,
    target: Target,
): string | undefined {
    const namespace = clusterNamespaceOf(store, target.clusterDomain);
    return namespace !== undefined && watchedNamespaces(arranged, target).has(namespace)
        ? namespace
        : undefined;
}
