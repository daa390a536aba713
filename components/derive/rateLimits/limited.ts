import type { RateLimit, Service } from "../../graph/model";
import type { ArrangedGraph, RouteEdge } from "../arrangedGraph";
import { sortedTexts } from "../order";
import { operationNamed } from "../ports";
import { holds, openedBy } from "../routePaths";

/** A limit and the requests it counts, in the terms of the proxy that sees them. */
export interface Limited {
    /** Unique in the mesh; what the limit is called in descriptors, in the service's metrics and in Redis. */
    readonly name: string;
    readonly limit: RateLimit;
    /** Any of these; absent: every request that comes to the filter. */
    readonly requests?: readonly RequestMatch[];
}

/** Requests that fit in everything that is here. Paths are exact, or prefixes ending in `/*`. */
export interface RequestMatch {
    readonly host?: string;
    readonly methods?: readonly string[];
    readonly paths: readonly string[];
    readonly notPaths: readonly string[];
}

/** Limits of a service at the proxy of its workload, on one of its ports. */
export function limitedAtPort(service: Service, port: string): Limited[] {
    return (service.rateLimits ?? []).flatMap((limit) => {
        const operation =
            limit.operation === undefined ? undefined : operationNamed(service, limit.operation);
        if (operation?.ports.includes(port) === false) {
            return [];
        }
        const requests =
            operation === undefined
                ? {}
                : { requests: [{ methods: operation.methods, paths: operation.paths, notPaths: [] }] };
        return [{ name: serviceLimitName(service, limit), limit, ...requests }];
    });
}

/**
 * Limits of a way in, at its gateway. What a longer route of the same host claims is not counted here: it has limits
 * of its own.
 */
export function limitedAtGateway(edge: RouteEdge, arranged: ArrangedGraph): Limited[] {
    const { route, publicHost } = edge;
    const host = publicHost.hostname;
    const siblings = (arranged.routesOn.get(route.publicHost) ?? []).map((each) => each.route.path);
    const notPaths = sortedTexts(siblings.filter((path) => path !== route.path && holds(route.path, path)));
    return route.rateLimits.map((limit) => {
        const requests =
            limit.operation === undefined
                ? [{ host, paths: [route.path], notPaths }]
                : openedBy(edge, arranged)
                      .filter(({ operation }) => operation.name === limit.operation)
                      .map((opened) => ({
                          host,
                          methods: opened.operation.methods,
                          paths: opened.paths,
                          notPaths: opened.notPaths,
                      }));
        return { name: routeLimitName(edge, limit), limit, requests };
    });
}

function serviceLimitName({ id }: Service, { operation, per }: RateLimit): string {
    return ["service", id, ...(operation === undefined ? [] : [operation]), per].join("/");
}

/** The path comes last, because it alone may hold any number of slashes. */
function routeLimitName({ route }: RouteEdge, { operation, per, by }: RateLimit): string {
    const what = [...(operation === undefined ? [] : [operation]), ...(by === undefined ? [] : [by]), per];
    return `route/${route.publicHost}/${what.join("-")}${route.path}`;
}
