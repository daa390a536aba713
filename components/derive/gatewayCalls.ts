import type { Id, Service, ServiceGraph } from "../graph/model";
import type { Authorizer, PublicHost } from "../graph/platform";
import { byCodeUnits } from "./order";
import type { GatewayParty } from "./parties";
import { decide } from "./rateLimits/deployments";
import { rateLimitName, rateLimitPort } from "./rateLimits/service";

/**
 * A call that a gateway makes on its own account, beside the routes it serves: it asks an authorizer, or it hands
 * on a connection that it does not open. The platform decides on it, so no team's `calls` has it.
 */
export interface GatewayCall {
    readonly gateway: GatewayParty;
    readonly service: Service;
    /** Port of the server's pods. */
    readonly targetPort: number;
    /** Paths of the gRPC methods it is about; absent where only the port is known. */
    readonly grpcMethods?: readonly string[];
    readonly purpose:
        | { readonly kind: "authorizer"; readonly authorizer: Authorizer }
        | { readonly kind: "passthrough"; readonly publicHost: PublicHost }
        | { readonly kind: "rateLimit" };
}

/** All that Envoy asks of an authorizer that speaks gRPC. */
const check = "/envoy.service.auth.v3.Authorization/Check";

export interface GatewayCalls {
    /** By server workload, sorted by gateway, then service. */
    readonly into: ReadonlyMap<Id, readonly GatewayCall[]>;
    /** By name of the gateway, sorted by service, then port. */
    readonly of: ReadonlyMap<string, readonly GatewayCall[]>;
}

/** Throws when the graph refers to a port that is not in it: the parser has already refused that. */
export function gatewayCallsOf(
    graph: ServiceGraph,
    gateways: ReadonlyMap<string, GatewayParty>,
): GatewayCalls {
    const calls = [
        ...asked(graph, gateways),
        ...passedThrough(graph, gateways),
        ...counted(graph, gateways),
    ].sort(
        (left, right) =>
            byCodeUnits(left.gateway.gateway.name, right.gateway.gateway.name) ||
            byCodeUnits(left.service.id, right.service.id) ||
            left.targetPort - right.targetPort ||
            byCodeUnits(left.purpose.kind, right.purpose.kind),
    );
    return {
        into: grouped(calls, ({ service }) => service.workload),
        of: grouped(calls, ({ gateway }) => gateway.gateway.name),
    };
}

function asked(graph: ServiceGraph, gateways: ReadonlyMap<string, GatewayParty>): GatewayCall[] {
    const calls = new Map<string, GatewayCall>();
    for (const { publicHost, access } of graph.routes) {
        const name = access.authorizer;
        const gateway = gateways.get(graph.platform.publicHosts.get(publicHost)?.gateway ?? "");
        if (name === undefined || gateway === undefined) {
            continue;
        }
        const authorizer = graph.platform.authorizers.get(name);
        const service = [...graph.services.values()].find(({ host }) => host === authorizer?.host);
        // In a stack that owns a part of the catalogue the service may be in another one, whose policies open it.
        if (authorizer === undefined || service === undefined) {
            continue;
        }
        const targetPort = targetPortOf(service, authorizer.port);
        calls.set(`${gateway.gateway.name} ${name}`, {
            gateway,
            service,
            targetPort,
            // Over HTTP an authorizer is asked with the method and path of the request it is asked about.
            ...(authorizer.protocol === "grpc" ? { grpcMethods: [check] } : {}),
            purpose: { kind: "authorizer", authorizer },
        });
    }
    return [...calls.values()];
}

function passedThrough(graph: ServiceGraph, gateways: ReadonlyMap<string, GatewayParty>): GatewayCall[] {
    return [...graph.platform.publicHosts.values()].flatMap((publicHost): GatewayCall[] => {
        const gateway = gateways.get(publicHost.gateway);
        const { passthrough } = publicHost;
        const service = passthrough === undefined ? undefined : graph.services.get(passthrough.service);
        if (gateway === undefined || passthrough === undefined || service === undefined) {
            return [];
        }
        const targetPort = targetPortOf(service, passthrough.port);
        return [{ gateway, service, targetPort, purpose: { kind: "passthrough", publicHost } }];
    });
}

/** Gateways with a limit that the rate-limit service counts ask it about each request. */
function counted(graph: ServiceGraph, gateways: ReadonlyMap<string, GatewayParty>): GatewayCall[] {
    const settings = graph.platform.rateLimitService;
    const service = graph.services.get(`${settings?.namespace}/${rateLimitName}`);
    if (service === undefined) {
        return [];
    }
    const limited = graph.routes.filter(({ rateLimits }) => rateLimits.some(({ scope }) => scope === "mesh"));
    const names = limited.map(({ publicHost }) => graph.platform.publicHosts.get(publicHost)?.gateway ?? "");
    return [...new Set(names)].flatMap((name): GatewayCall[] => {
        const gateway = gateways.get(name);
        const targetPort = targetPortOf(service, rateLimitPort);
        return gateway === undefined
            ? []
            : [
                  {
                      gateway,
                      service,
                      targetPort,
                      grpcMethods: decide.paths,
                      purpose: { kind: "rateLimit" },
                  },
              ];
    });
}

function targetPortOf(service: Service, number: number): number {
    const port = service.ports.find(({ port }) => port === number);
    if (port === undefined) {
        throw new Error(`internal error: ${service.id} has no port ${number}`);
    }
    return port.targetPort;
}

function grouped(
    calls: readonly GatewayCall[],
    keyOf: (call: GatewayCall) => string,
): ReadonlyMap<string, readonly GatewayCall[]> {
    const groups = new Map<string, GatewayCall[]>();
    for (const call of calls) {
        const group = groups.get(keyOf(call)) ?? [];
        group.push(call);
        groups.set(keyOf(call), group);
    }
    return groups;
}
