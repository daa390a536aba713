import type { Id } from "../graph/model";
import type { AuthorizationOperation, AuthorizationRule } from "../istio/types";
import type { ArrangedGraph, RouteEdge } from "./arrangedGraph";
import type { GatewayCall } from "./gatewayCalls";
import { mergedOperations } from "./grants";
import { byCodeUnits, sortedTexts } from "./order";
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

/**
 * What gateways call beside their routes: of a gRPC service the methods they ask for, else a port as a whole, since
 * no team named operations for it. The two are rules apart: of a rule with anything of HTTP in it istiod leaves out
 * the whole for a TCP port.
 */
export function gatewayCallRulesOf(calls: readonly GatewayCall[]): AuthorizationRule[] {
    const gateways = new Map<string, { ports: Set<number>; methods: Map<number, Set<string>> }>();
    for (const { gateway, targetPort, grpcMethods } of calls) {
        const open = gateways.get(gateway.principal) ?? { ports: new Set(), methods: new Map() };
        gateways.set(gateway.principal, open);
        if (grpcMethods === undefined) {
            open.ports.add(targetPort);
        } else {
            open.methods.set(targetPort, new Set([...(open.methods.get(targetPort) ?? []), ...grpcMethods]));
        }
    }
    return [...gateways]
        .sort(([left], [right]) => byCodeUnits(left, right))
        .flatMap(([principal, { ports, methods }]) =>
            [wholePorts(ports), methodsOnPorts(methods)]
                .filter((operations) => operations.length > 0)
                .map((operations) => ({
                    from: [{ source: { principals: [principal] } }],
                    to: operations.map((operation) => ({ operation })),
                })),
        );
}

function wholePorts(ports: ReadonlySet<number>): AuthorizationOperation[] {
    return ports.size === 0 ? [] : [{ ports: [...ports].sort((left, right) => left - right).map(String) }];
}

/** gRPC is POST to /package.Service/Method on the wire. */
function methodsOnPorts(methods: ReadonlyMap<number, ReadonlySet<string>>): AuthorizationOperation[] {
    return [...methods]
        .sort(([left], [right]) => left - right)
        .map(([port, paths]) => ({
            ports: [String(port)],
            methods: ["POST"],
            paths: sortedTexts([...paths]),
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
