import type { GraphNamespace, ServiceGraph, Stage } from "../graph/model";
import { emptyPlatform } from "../graph/platform";
import type { Scope } from "../graph/scope";
import { leavesNoMesh, type Rollback } from "./rollback";

/**
 * The graph as a rollback leaves it, made from the one that was declared and judged: to roll back is not to declare
 * anything else, so no rule about stages may stand in its way. The graph itself where nothing is rolled back, and
 * that is what makes the way back exact.
 *
 * A stack that owns some namespaces takes back those alone; one that owns the platform reckons with all of them,
 * because the mesh-wide policy is its own.
 */
export function rolledBack(graph: ServiceGraph, rollback: Rollback | undefined, scope: Scope): ServiceGraph {
    if (rollback === undefined) {
        return graph;
    }
    const namespaces = new Map(
        [...graph.namespaces].map(([name, namespace]) => [
            name,
            isTakenBack(name, scope) ? takenBack(namespace, rollback) : namespace,
        ]),
    );
    // Whoever takes a mesh back has trouble enough without the faults that were asked for.
    const back: ServiceGraph = { ...graph, namespaces, experiments: [] };
    if (!leavesNoMesh(rollback)) {
        return back;
    }
    const { certManager, callBudget } = graph.platform;
    return {
        ...back,
        // Ways in lead through gateways, and there are none.
        routes: [],
        // cert-manager is no part of Istio, and its CRDs and what it issued would be missed on the way back.
        platform: { ...emptyPlatform, callBudget, ...(certManager === undefined ? {} : { certManager }) },
    };
}

/** Whether a rollback of a stack concerns the namespace. */
export function isTakenBack(namespace: string, scope: Scope): boolean {
    return scope.kind !== "namespaces" || scope.names.includes(namespace);
}

/** A namespace that was never in the mesh has nothing to be taken back. */
function takenBack(namespace: GraphNamespace, rollback: Rollback): GraphNamespace {
    if (namespace.stage === "off") {
        return namespace;
    }
    const { to, reason, until } = rollback;
    const { tag, rollWithTag, until: _until, stage: from, ...rest } = namespace;
    const stage: Stage = leavesNoMesh(rollback) ? "off" : "observed";
    return {
        ...rest,
        stage,
        ...(stage === "off" ? {} : { until }),
        ...(to === "observed" && tag !== undefined ? { tag } : {}),
        ...(to === "observed" && rollWithTag !== undefined ? { rollWithTag } : {}),
        rollback: { to, from, reason: reason.trim(), until },
    };
}
