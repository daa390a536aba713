import type { HashKey, LoadBalancer, Locality, Service, Store } from "../graph/model";
import {
    apiVersions,
    type ConsistentHash,
    type DestinationRule,
    type LocalityLbSetting,
    type TrafficPolicy,
} from "../istio/types";
import type { ArrangedGraph, NamespacePart } from "./arrangedGraph";
import { exportToCallers, exportToUsers } from "./exports";
import { storeObjectName } from "./hosts";
import { silencedWhereIdle } from "./idleSubsets";
import { metadata } from "./metadata";
import { connectionPool, retryBudget } from "./pools";
import { registryNamespaceOf } from "./registry";
import type { Target } from "./target";

/**
 * How callers treat the endpoints of each service and store of the namespace. There is no `tls` field: with
 * auto-mTLS the proxy picks mutual TLS for endpoints that have a proxy, and any mode set here would override
 * it, also for endpoints that have none.
 */
export function destinationRules(
    part: NamespacePart,
    arranged: ArrangedGraph,
    target: Target,
): DestinationRule[] {
    const rules: DestinationRule[] = [];
    if (part.namespace.stage !== "off") {
        for (const service of part.services) {
            rules.push(ofService(service, part, arranged));
        }
    }
    for (const store of part.stores) {
        const callers = arranged.storeCallers.get(store.name);
        // A proxy reads a rule from its own namespace, the host's, or the root: a rule for a Service of some
        // third namespace would hold for part of its callers only, and would be another team's to make.
        const home = registryNamespaceOf(store, arranged, target);
        if (callers !== undefined && (home === undefined || home === store.namespace)) {
            rules.push(ofStore(store, exportToUsers(store.namespace, callers)));
        }
    }
    return rules;
}

function ofService(service: Service, part: NamespacePart, arranged: ArrangedGraph): DestinationRule {
    const outlier = service.outlierDetection;
    const trafficPolicy: TrafficPolicy = {
        loadBalancer: {
            ...loadBalancer(service.traffic.loadBalancer),
            ...localityLbSetting(service.traffic.locality),
        },
        connectionPool: connectionPool(service),
        outlierDetection: {
            consecutive5xxErrors: outlier.consecutive5xxErrors,
            interval: outlier.interval,
            baseEjectionTime: outlier.baseEjectionTime,
            maxEjectionPercent: outlier.maxEjectionPercent,
            ...(outlier.minHealthPercent === undefined ? {} : { minHealthPercent: outlier.minHealthPercent }),
        },
        ...retryBudget(service),
    };
    return {
        apiVersion: apiVersions.DestinationRule,
        kind: "DestinationRule",
        metadata: silencedWhereIdle(metadata(service.namespace, service.name), service, part),
        spec: {
            host: service.host,
            exportTo: exportToCallers(
                service.namespace,
                arranged.callersOf.get(service.id),
                gatewaysTo(service, arranged),
            ),
            trafficPolicy,
            ...(service.subsets.length === 0 ? {} : { subsets: service.subsets }),
        },
    };
}

/** Without outlier detection: a store behind one DNS name is often one endpoint, and ejecting it ends all. */
function ofStore(store: Store, exportTo: readonly string[]): DestinationRule {
    return {
        apiVersion: apiVersions.DestinationRule,
        kind: "DestinationRule",
        metadata: metadata(store.namespace, storeObjectName(store)),
        spec: {
            host: store.host,
            exportTo,
            trafficPolicy: {
                loadBalancer: loadBalancer(store.loadBalancer),
                connectionPool: { tcp: { maxConnections: store.connectionPool.maxConnections } },
            },
        },
    };
}

function loadBalancer(wanted: LoadBalancer): NonNullable<TrafficPolicy["loadBalancer"]> {
    switch (wanted.kind) {
        case "hash":
            return { consistentHash: consistentHash(wanted) };
        case "leastRequest":
            return { simple: "LEAST_REQUEST" };
        case "roundRobin":
            return { simple: "ROUND_ROBIN" };
        case "random":
            return { simple: "RANDOM" };
    }
}

/** A cookie of no lifetime is one for the session; without any `ttl` the proxy would never set one itself. */
function consistentHash(key: HashKey): ConsistentHash {
    if ("header" in key) {
        return { httpHeaderName: key.header };
    }
    if ("cookie" in key) {
        return { httpCookie: { name: key.cookie.name, ttl: key.cookie.ttl ?? "0s" } };
    }
    return "query" in key ? { httpQueryParameterName: key.query } : { useSourceIp: true };
}

/**
 * Works only beside outlier detection, which every service has: without it the proxy never finds that near pods
 * fail, and never leaves them.
 */
function localityLbSetting(wanted: Locality | undefined): { localityLbSetting?: LocalityLbSetting } {
    switch (wanted?.kind) {
        case undefined:
            return {};
        case "nearest":
            return { localityLbSetting: { enabled: true } };
        case "anywhere":
            return { localityLbSetting: { enabled: false } };
        case "labels":
            return { localityLbSetting: { enabled: true, failoverPriority: wanted.labels } };
    }
}

/** Namespaces of gateways that call the service, for a route or on their own account. */
function gatewaysTo({ id, workload }: Service, arranged: ArrangedGraph): readonly string[] {
    const routed = (arranged.routesTo.get(id) ?? []).map(({ gateway }) => gateway.gateway.namespace);
    const called = (arranged.gatewayCalls.into.get(workload) ?? [])
        .filter(({ service }) => service.id === id)
        .map(({ gateway }) => gateway.gateway.namespace);
    return [...routed, ...called];
}
