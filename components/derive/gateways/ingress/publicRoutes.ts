import type { ServiceGraph } from "../../../graph/model";
import type { PublicHost } from "../../../graph/platform";
import { serverPorts } from "../../../istio/gatewayPorts";
import { apiVersions, type HttpRoute, type TlsRoute, type VirtualService } from "../../../istio/types";
import type { ArrangedGraph, RouteEdge } from "../../arrangedGraph";
import { destinationsOf } from "../../destinations";
import { leavingWeights } from "../../leavingWeights";
import { metadata } from "../../metadata";
import { byCodeUnits } from "../../order";
import { httpPorts, operationNamed } from "../../ports";
import type { Target } from "../../target";
import { uriMatch, versionRoutes } from "../../versionRoutes";
import { retryPolicy } from "../../virtualServices";
import type { GatewayPart } from "../gatewayPart";
import { publicHostsOf } from "../publicHosts";
import { acmeRoutes } from "./acme";
import { corsPolicy } from "./corsPolicy";

/**
 * One VirtualService for each public host, owned by the platform, with the routes of every namespace that has one on
 * it: a request that reaches a gateway is routed by this alone, and never again by the service's own for the mesh.
 */
export function publicRoutes(
    { party }: GatewayPart,
    arranged: ArrangedGraph,
    _graph: ServiceGraph,
    target: Target,
): VirtualService[] {
    if (party.gateway.kind !== "ingress") {
        return [];
    }
    return publicHostsOf(party, arranged).flatMap((host): VirtualService[] => {
        const edges = [...(arranged.routesOn.get(host.name) ?? [])].sort(longestFirst);
        const http = [...acmeRoutes(host, party, arranged, target), ...edges.flatMap(httpRoutes)];
        const tls = passthroughRoutes(host, arranged);
        if (http.length === 0 && tls.length === 0) {
            return [];
        }
        return [
            {
                apiVersion: apiVersions.VirtualService,
                kind: "VirtualService",
                metadata: leavingWeights(
                    metadata(party.gateway.namespace, host.name),
                    edges.map(({ service }) => service),
                ),
                spec: {
                    hosts: [host.hostname],
                    gateways: [party.id],
                    exportTo: ["."],
                    ...(http.length === 0 ? {} : { http }),
                    ...(tls.length === 0 ? {} : { tls }),
                },
            },
        ];
    });
}

/**
 * Envoy takes the first route that matches. Of two that match the same path the longer is the more exact, and of an
 * exact path and a prefix of the same length the exact one.
 */
function longestFirst(left: RouteEdge, right: RouteEdge): number {
    const [one, other] = [fixedPart(left.route.path), fixedPart(right.route.path)];
    return (
        other.length - one.length ||
        Number(left.route.path.endsWith("/*")) - Number(right.route.path.endsWith("/*")) ||
        byCodeUnits(left.route.path, right.route.path)
    );
}

function fixedPart(path: string): string {
    return path.endsWith("/*") ? path.slice(0, -1) : path;
}

function httpRoutes(edge: RouteEdge): HttpRoute[] {
    const { route, service } = edge;
    const port = portOf(edge);
    const timeout = route.timeout ?? service.traffic.timeout;
    const base: HttpRoute = {
        name: `${service.id}:${route.path}`,
        match: [{ uri: uriMatch(route.path) }],
        ...destinationsOf(service, port),
        ...(timeout === undefined ? {} : { timeout }),
        retries: retryPolicy(service.traffic.retries),
        ...(route.cors === undefined ? {} : { corsPolicy: corsPolicy(route.cors) }),
    };
    return [...versionRoutes(service, port, base, route.timeout === undefined ? undefined : "kept"), base];
}

/** With several ports a destination must name the one it means (IST0112): the first that serves every operation. */
function portOf({ route, service }: RouteEdge): number | undefined {
    if (service.ports.length === 1) {
        return undefined;
    }
    const operations = route.operations.map((name) => operationNamed(service, name));
    const port = httpPorts(service).find(({ name }) => operations.every(({ ports }) => ports.includes(name)));
    if (port === undefined) {
        throw new Error(
            `internal error: no port of ${service.id} serves all of ${route.operations.join(", ")}`,
        );
    }
    return port.port;
}

function passthroughRoutes({ hostname, passthrough }: PublicHost, arranged: ArrangedGraph): TlsRoute[] {
    if (passthrough === undefined) {
        return [];
    }
    const service = [...arranged.parts]
        .flatMap(({ services }) => services)
        .find(({ id }) => id === passthrough.service);
    // In a stack that owns a part of the catalogue the service may be in another one.
    return service === undefined
        ? []
        : [
              {
                  match: [{ sniHosts: [hostname], port: serverPorts.passthrough }],
                  route: [{ destination: { host: service.host, port: { number: passthrough.port } } }],
              },
          ];
}
