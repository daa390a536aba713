import type { ServiceGraph } from "../graph/model";
import type { Scope } from "../graph/scope";
import { type Problem, problem } from "../problems";
import { leavesNoMesh, type Rollback } from "./rollback";
import { isTakenBack } from "./rolledBack";

const path = "meshwright:rollback";

/**
 * What a rollback takes away that its reader may not think of, judged on the graph as it was declared. All of it is
 * said and none of it stops anything but one: pods of this stack lose their proxies while another stack still demands
 * them. An emergency is not even stopped by that.
 */
export function rollbackProblems(
    graph: ServiceGraph,
    rollback: Rollback | undefined,
    scope: Scope,
): readonly Problem[] {
    if (rollback === undefined || rollback.to === "observed") {
        return [];
    }
    const isBack = (namespace: string) =>
        isTakenBack(namespace, scope) && (graph.namespaces.get(namespace)?.stage ?? "off") !== "off";
    return [
        ...refusedElsewhere(graph, isBack, rollback),
        ...inPlainText(graph, isBack),
        ...sharedByPods(graph, isBack),
        ...(leavesNoMesh(rollback) ? unserved(graph) : []),
    ];
}

type IsBack = (namespace: string) => boolean;

/** Plain text from pods without a proxy is refused where mTLS is demanded. */
function refusedElsewhere(
    { calls, services, namespaces }: ServiceGraph,
    isBack: IsBack,
    rollback: Rollback,
): readonly Problem[] {
    const callers = new Map<string, Set<string>>();
    for (const { from, to } of calls) {
        const callee = services.get(to)?.namespace ?? "";
        const stage = namespaces.get(callee)?.stage;
        if (isBack(namespaceOf(from)) && !isBack(callee) && (stage === "audit" || stage === "enforced")) {
            callers.set(callee, (callers.get(callee) ?? new Set()).add(from));
        }
    }
    return [...callers].map(([callee, from]) => {
        const message = `"${callee}" is another stack's and takes mTLS only, so calls of ${listed([...from])} would be refused there; roll it back first and write its stage here as observed`;
        const found = problem("rollback-refused-elsewhere", path, message);
        return leavesNoMesh(rollback) ? { ...found, severity: "warning" } : found;
    });
}

/** Who leaves the encryption to the proxy sends plain text without one. */
function inPlainText({ externals, externalCalls }: ServiceGraph, isBack: IsBack): readonly Problem[] {
    const hosts = externalCalls
        .filter(({ from, external }) => isBack(namespaceOf(from)) && externals.get(external)?.originate)
        .map(({ external }) => external);
    return said(hosts, "rollback-plain-text", (names) => {
        return `proxies encrypt calls to ${names} (originate), so pods without one send them in plain text`;
    });
}

function sharedByPods({ services }: ServiceGraph, isBack: IsBack): readonly Problem[] {
    const versioned = [...services.values()]
        .filter(
            ({ namespace, share, mirror, versionRoutes = [] }) =>
                isBack(namespace) &&
                (share !== undefined || mirror !== undefined || versionRoutes.length > 0),
        )
        .map(({ id }) => id);
    return said(versioned, "rollback-shared-by-pods", (names) => {
        return `callers without a proxy know no versions: ${names} is shared by numbers of pods, whatever weights and routes by version say`;
    });
}

function unserved({ platform }: ServiceGraph): readonly Problem[] {
    const hosts = [...platform.publicHosts.values()].map(({ hostname }) => hostname);
    return said(hosts, "rollback-unserved", (names) => {
        return `there is no gateway, so nobody outside reaches ${names}; a load balancer made anew may have another address`;
    });
}

function said(names: readonly string[], code: string, words: (names: string) => string): readonly Problem[] {
    return names.length === 0
        ? []
        : [{ ...problem(code, path, words(listed([...new Set(names)]))), severity: "warning" }];
}

function listed(names: readonly string[]): string {
    const sorted = [...names].sort();
    return sorted.length > 3
        ? `${sorted.slice(0, 3).join(", ")} and ${sorted.length - 3} more`
        : sorted.join(", ");
}

function namespaceOf(id: string): string {
    return id.split("/")[0] ?? "";
}
