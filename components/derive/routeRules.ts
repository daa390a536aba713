import type { Id } from "../graph/model";
import type { AuthorizationOperation, AuthorizationRule } from "../istio/types";
import type { ArrangedGraph, RouteEdge } from "./arrangedGraph";
import type { GatewayCall } from "./gatewayCalls";
import { mergedOperations } from "./grants";
import { byCodeUnits } from "./order";
import { type Proof, proofOf } from "./routeAccess";
import { type Opened, openedBy } from "./routePaths";

/**
 * What gateways may ask of a workload: for each gateway and each proof a rule with the gateway's identity and the
 * token in ONE source, for both must hold; ALLOW policies and sources are ORed, so apart either would do. Callers of
 * the mesh keep rules of their own, without a token.
 *
 * A preflight is not here: the gateway answers it.
 */
export function routeRulesOf(workload: Id, arranged: ArrangedGraph): AuthorizationRule[] {
    const groups = new Map<string, { principal: string; proof: Proof; opened: RouteOpened[] }>();
    for (const edge of arranged.routesInto.get(workload) ?? []) {
        const { principal } = edge.gateway;
        const proof = proofOf(edge.route.access, arranged.platform);
        const key = JSON.stringify([principal, proof]);
        const group = groups.get(key) ?? { principal, proof, opened: [] };
        group.opened.push(...openedBy(edge, arranged).map((each) => ({ ...each, edge })));
        groups.set(key, group);
    }
    return [...groups]
        .filter(([, { opened }]) => opened.length > 0)
        .sort(([left], [right]) => byCodeUnits(left, right))
        .map(([, { principal, proof, opened }]) => ({
            from: [{ source: { principals: [principal], ...proof.source } }],
            to: operationsOf(opened).map((operation) => ({ operation })),
            ...(proof.when.length === 0 ? {} : { when: proof.when }),
        }));
}

/** What gateways call beside their routes: a port as a whole, since no team named operations for it. */
export function gatewayCallRulesOf(calls: readonly GatewayCall[]): AuthorizationRule[] {
    const ports = new Map<string, Set<number>>();
    for (const { gateway, targetPort } of calls) {
        ports.set(gateway.principal, (ports.get(gateway.principal) ?? new Set()).add(targetPort));
    }
    return [...ports]
        .sort(([left], [right]) => byCodeUnits(left, right))
        .map(([principal, open]) => ({
            from: [{ source: { principals: [principal] } }],
            to: [{ operation: { ports: [...open].sort((left, right) => left - right).map(String) } }],
        }));
}

interface RouteOpened extends Opened {
    readonly edge: RouteEdge;
}

/** Where a longer route takes something out, an operation stands alone; the others are merged. */
function operationsOf(all: readonly RouteOpened[]): AuthorizationOperation[] {
    const whole = all.filter(({ notPaths }) => notPaths.length === 0);
    const cut = new Map<string, AuthorizationOperation>();
    for (const { operation, paths, notPaths, edge } of all) {
        if (notPaths.length > 0) {
            const [own] = mergedOperations([{ service: edge.service, operation: { ...operation, paths } }]);
            cut.set(JSON.stringify([own, notPaths]), { ...own, notPaths });
        }
    }
    const merged = mergedOperations(
        whole.map(({ operation, paths, edge }) => ({
            service: edge.service,
            operation: { ...operation, paths },
        })),
    );
    return [
        ...merged,
        ...[...cut].sort(([left], [right]) => byCodeUnits(left, right)).map(([, operation]) => operation),
    ];
}
