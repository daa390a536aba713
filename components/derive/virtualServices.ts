import type { Retries, Service, ServicePort } from "../graph/model";
import { apiVersions, type HttpRoute, type VirtualService } from "../istio/types";
import type { ArrangedGraph, Edge, NamespacePart } from "./arrangedGraph";
import { exportToCallers } from "./exports";
import { metadata } from "./metadata";
import { httpPorts, isHttpPort, usedPorts } from "./ports";

/**
 * One for each service with an HTTP or gRPC port: how long its callers wait and when they try again. First the
 * callers with a patience of their own, recognised by their labels, then everybody else; Istio takes the first
 * route that matches.
 */
export function virtualServices(part: NamespacePart, arranged: ArrangedGraph): VirtualService[] {
    if (part.namespace.stage === "off") {
        return [];
    }
    const all: VirtualService[] = [];
    for (const service of part.services) {
        const ports = httpPorts(service);
        if (ports.length > 0) {
            all.push(ofService(service, ports, arranged.callersOf.get(service.id) ?? []));
        }
    }
    return all;
}

function ofService(
    service: Service,
    ports: readonly ServicePort[],
    callers: readonly Edge[],
): VirtualService {
    const retries = retryPolicy(service.traffic.retries);
    return {
        apiVersion: apiVersions.VirtualService,
        kind: "VirtualService",
        metadata: metadata(service.namespace, service.name),
        spec: {
            hosts: [service.host],
            gateways: ["mesh"],
            exportTo: exportToCallers(service.namespace, callers),
            http: [...callerRoutes(service, callers, retries), ...defaultRoutes(service, ports, retries)],
        },
    };
}

/** With several ports a destination must name the one it means, so there is a route for each (IST0112). */
function needsPort(service: Service): boolean {
    return service.ports.length > 1;
}

function callerRoutes(
    service: Service,
    callers: readonly Edge[],
    retries: HttpRoute["retries"],
): HttpRoute[] {
    const routes: HttpRoute[] = [];
    for (const edge of callers) {
        const { call } = edge;
        if (call.timeout === undefined || call.timeout === service.traffic.timeout) {
            continue;
        }
        const caller = edge.caller.workload;
        const source = { sourceNamespace: caller.namespace, sourceLabels: caller.selector };
        // With slashes, which no name holds, so that no two routes can get the same one.
        const name = `from-${caller.id}`;
        const rest = { timeout: call.timeout, retries };
        if (!needsPort(service)) {
            routes.push({ name, match: [source], route: [{ destination: { host: service.host } }], ...rest });
            continue;
        }
        for (const { name: portName, port } of usedPorts(service, call).filter(isHttpPort)) {
            routes.push({
                name: `${name}/${portName}`,
                match: [{ ...source, port }],
                route: [{ destination: { host: service.host, port: { number: port } } }],
                ...rest,
            });
        }
    }
    return routes;
}

function defaultRoutes(
    service: Service,
    ports: readonly ServicePort[],
    retries: HttpRoute["retries"],
): HttpRoute[] {
    const { timeout } = service.traffic;
    // Left out on a stream: Istio then sets no timeout, while `0s` is refused by its validation.
    const rest = timeout === undefined ? { retries } : { timeout, retries };
    if (!needsPort(service)) {
        return [{ name: "default", route: [{ destination: { host: service.host } }], ...rest }];
    }
    return ports.map(({ name, port }) => ({
        name: `default/${name}`,
        match: [{ port }],
        route: [{ destination: { host: service.host, port: { number: port } } }],
        ...rest,
    }));
}

/**
 * Written out also when switched off, because a route without a policy gets Istio's own: two retries. With no
 * attempts the other fields are refused.
 */
function retryPolicy(retries: Retries): NonNullable<HttpRoute["retries"]> {
    if (retries.attempts === 0) {
        return { attempts: 0 };
    }
    return {
        attempts: retries.attempts,
        ...(retries.perTryTimeout === undefined ? {} : { perTryTimeout: retries.perTryTimeout }),
        ...(retries.on.length === 0 ? {} : { retryOn: retries.on.join(",") }),
    };
}
