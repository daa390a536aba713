import type { Experiment, Retries, Service, ServicePort } from "../graph/model";
import { apiVersions, type HttpRoute, type VirtualService } from "../istio/types";
import type { ArrangedGraph, Edge, NamespacePart } from "./arrangedGraph";
import { destinationsOf } from "./destinations";
import { experimentRoutes } from "./experimentRoutes";
import { exportToCallers } from "./exports";
import { leavingWeights } from "./leavingWeights";
import { metadata } from "./metadata";
import { choosesVersions } from "./phases";
import { httpPorts, isHttpPort, usedPorts } from "./ports";
import { sourceOf } from "./sources";
import { versionRoutes } from "./versionRoutes";

/**
 * One for each service with an HTTP or gRPC port: where its requests go, how long its callers wait and when they
 * try again. Istio takes the first route that matches, so first stand the experiments, whose header nothing else
 * asks for; then the callers with a patience of their own, recognised by their labels; then everybody else; and in
 * each of these what asks for a version before what is shared between all.
 */
function virtualServices(part: NamespacePart, arranged: ArrangedGraph): VirtualService[] {
    if (part.namespace.stage === "off") {
        return [];
    }
    const all: VirtualService[] = [];
    for (const service of part.services) {
        const ports = httpPorts(service);
        if (ports.length > 0) {
            const { callersOf, experimentsOn } = arranged;
            all.push(
                ofService(
                    service,
                    ports,
                    callersOf.get(service.id) ?? [],
                    experimentsOn.get(service.id) ?? [],
                ),
            );
        }
    }
    return all;
}

/** Those that treat all pods alike. */
export function plainVirtualServices(part: NamespacePart, arranged: ArrangedGraph): VirtualService[] {
    return virtualServices(part, arranged).filter(({ spec }) => spec === undefined || !choosesVersions(spec));
}

/** Those that tell versions apart, whose pods must be there before. */
export function versionVirtualServices(part: NamespacePart, arranged: ArrangedGraph): VirtualService[] {
    return virtualServices(part, arranged).filter(({ spec }) => spec !== undefined && choosesVersions(spec));
}

function ofService(
    service: Service,
    ports: readonly ServicePort[],
    callers: readonly Edge[],
    experiments: readonly Experiment[],
): VirtualService {
    const retries = retryPolicy(service.traffic.retries);
    const routes = [...callerRoutes(service, callers, retries), ...defaultRoutes(service, ports, retries)];
    const workloads = callers.map(({ caller }) => caller.workload);
    return {
        apiVersion: apiVersions.VirtualService,
        kind: "VirtualService",
        metadata: leavingWeights(metadata(service.namespace, service.name), [service]),
        spec: {
            hosts: [service.host],
            gateways: ["mesh"],
            exportTo: exportToCallers(service.namespace, callers),
            http: [...experimentRoutes(experiments, routes, workloads), ...routes],
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
    // What a version waits differs from what everybody does, so a patience equal to the latter still is one's own.
    const versionWaits = service.versionRoutes?.some(({ timeout }) => timeout !== undefined) ?? false;
    for (const edge of callers) {
        const { call } = edge;
        if (call.timeout === undefined || (call.timeout === service.traffic.timeout && !versionWaits)) {
            continue;
        }
        const caller = edge.caller.workload;
        const source = sourceOf(caller);
        // With slashes, which no name holds, so that no two routes can get the same one.
        const name = `from-${caller.id}`;
        const rest = { timeout: call.timeout, retries };
        if (!needsPort(service)) {
            const base = { name, match: [source], ...destinationsOf(service, undefined), ...rest };
            routes.push(...versionRoutes(service, undefined, base, "kept"), base);
            continue;
        }
        for (const { name: portName, port } of usedPorts(service, call).filter(isHttpPort)) {
            const base = {
                name: `${name}/${portName}`,
                match: [{ ...source, port }],
                ...destinationsOf(service, port),
                ...rest,
            };
            routes.push(...versionRoutes(service, port, base, "kept"), base);
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
        const base = { name: "default", ...destinationsOf(service, undefined), ...rest };
        return [...versionRoutes(service, undefined, base), base];
    }
    return ports.flatMap(({ name, port }) => {
        const base = {
            name: `default/${name}`,
            match: [{ port }],
            ...destinationsOf(service, port),
            ...rest,
        };
        return [...versionRoutes(service, port, base), base];
    });
}

/**
 * Written out also when switched off, because a route without a policy gets Istio's own: two retries. With no
 * attempts the other fields are refused.
 */
export function retryPolicy(retries: Retries): NonNullable<HttpRoute["retries"]> {
    if (retries.attempts === 0) {
        return { attempts: 0 };
    }
    return {
        attempts: retries.attempts,
        ...(retries.perTryTimeout === undefined ? {} : { perTryTimeout: retries.perTryTimeout }),
        ...(retries.on.length === 0 ? {} : { retryOn: retries.on.join(",") }),
        // Since Istio 1.26, older than any revision a stack may declare.
        ...(retries.backoff === undefined ? {} : { backoff: retries.backoff }),
    };
}
