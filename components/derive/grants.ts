import type { Operation, Service } from "../graph/model";
import type { AuthorizationOperation } from "../istio/types";
import type { Edge } from "./arrangedGraph";
import { ascending, byCodeUnits } from "./order";
import { operationNamed } from "./ports";

/** What a caller may do, apart for plain TCP and for HTTP; a rule must never hold both (see `rulesOf`). */
export interface Grants {
    /** Ports that are open whole, to a caller of a TCP service. */
    readonly tcp: readonly AuthorizationOperation[];
    readonly http: readonly AuthorizationOperation[];
}

/**
 * What a set of edges from one caller to one server workload grants, as the fewest operations of an
 * AuthorizationPolicy. The operations are disjoint and no path stands under a prefix of the same port and
 * method, so nothing in them can be left out without taking something away.
 */
export function grantsOf(edges: readonly Edge[]): Grants {
    const [edge, more] = edges;
    const [name, another] = edge?.call.operations ?? [];
    if (edge !== undefined && more === undefined && name !== undefined && another === undefined) {
        return { tcp: [], http: [soleOperation(edge, operationNamed(edge.service, name))] };
    }
    const wholePorts = new Set<number>();
    const paths = new Map<number, Map<string, Set<string>>>();
    for (const edge of edges) {
        const service = edge.service;
        if (service.operations.length === 0) {
            // Plain TCP: HTTP attributes would never match it (AUT-18), so the port is the whole grant.
            for (const port of service.ports) {
                wholePorts.add(port.targetPort);
            }
            continue;
        }
        for (const name of edge.call.operations) {
            addOperation(paths, service, operationNamed(service, name));
        }
    }
    return {
        tcp: wholePorts.size === 0 ? [] : [{ ports: portTexts(wholePorts) }],
        http: httpOperations(paths, wholePorts),
    };
}

/** The fewest operations that grant all of these, each with the paths that stand in it. */
export function mergedOperations(
    all: readonly { readonly service: Service; readonly operation: Operation }[],
): AuthorizationOperation[] {
    const paths = new Map<number, Map<string, Set<string>>>();
    for (const { service, operation } of all) {
        addOperation(paths, service, operation);
    }
    return httpOperations(paths, new Set());
}

/** Most callers ask one service for one thing; nothing has to be merged for them. */
function soleOperation({ targetPorts }: Edge, { methods, paths }: Operation): AuthorizationOperation {
    return { ports: targetPorts.map(String), methods, paths: withoutSubsumed(new Set(paths)) };
}

function addOperation(
    paths: Map<number, Map<string, Set<string>>>,
    service: Service,
    operation: Operation,
): void {
    for (const portName of operation.ports) {
        const port = service.ports.find((each) => each.name === portName);
        if (port === undefined) {
            throw new Error(`internal error: ${service.id} has no port "${portName}"`);
        }
        // Keyed by target port: istio-proxy judges the port the workload listens on, never the Service's.
        const methods = paths.get(port.targetPort) ?? new Map<string, Set<string>>();
        paths.set(port.targetPort, methods);
        for (const method of operation.methods) {
            const known = methods.get(method);
            if (known === undefined) {
                methods.set(method, new Set(operation.paths));
            } else {
                for (const path of operation.paths) {
                    known.add(path);
                }
            }
        }
    }
}

/** Methods with the same paths share an operation, ports with the same methods and paths too. */
function httpOperations(
    paths: ReadonlyMap<number, ReadonlyMap<string, ReadonlySet<string>>>,
    wholePorts: ReadonlySet<number>,
): AuthorizationOperation[] {
    const merged = new Map<string, { ports: Set<number>; methods: string[]; paths: string[] }>();
    for (const port of [...paths.keys()].sort(ascending)) {
        if (wholePorts.has(port)) {
            continue;
        }
        const byPaths = new Map<string, { methods: string[]; paths: string[] }>();
        for (const [method, all] of paths.get(port) ?? []) {
            const fewest = withoutSubsumed(all);
            const key = fewest.join("\n");
            const same = byPaths.get(key);
            if (same === undefined) {
                byPaths.set(key, { methods: [method], paths: fewest });
            } else {
                same.methods.push(method);
            }
        }
        for (const [pathsKey, each] of byPaths) {
            each.methods.sort(byCodeUnits);
            const key = `${each.methods.join(",")}\n${pathsKey}`;
            const same = merged.get(key);
            if (same === undefined) {
                merged.set(key, { ports: new Set([port]), methods: each.methods, paths: each.paths });
            } else {
                same.ports.add(port);
            }
        }
    }
    return [...merged]
        .sort(([left], [right]) => byCodeUnits(left, right))
        .map(([, each]) => ({ ports: portTexts(each.ports), methods: each.methods, paths: each.paths }));
}

/**
 * The paths without those another prefix already holds. Istio reads a trailing `*` as a prefix of plain
 * characters, so the prefix `/a/*` holds `/a/b` and the prefix `/a/b/*`, but not `/a`.
 */
export function withoutSubsumed(paths: ReadonlySet<string>): string[] {
    const sorted = [...paths].sort(byCodeUnits);
    if (!sorted.some(isPrefix)) {
        return sorted;
    }
    return sorted.filter((path) => {
        const end = isPrefix(path) ? path.length - 2 : path.length;
        for (let slash = path.indexOf("/"); slash >= 0 && slash < end; slash = path.indexOf("/", slash + 1)) {
            if (paths.has(`${path.slice(0, slash)}/*`)) {
                return false;
            }
        }
        return true;
    });
}

function isPrefix(path: string): boolean {
    return path.endsWith("/*");
}

function portTexts(ports: ReadonlySet<number>): string[] {
    return [...ports].sort(ascending).map(String);
}
