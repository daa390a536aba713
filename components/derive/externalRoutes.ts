import { defaultTraffic } from "../graph/defaults";
import type { External, Workload } from "../graph/model";
import { apiVersions, type HttpRoute, type VirtualService, type VirtualServiceSpec } from "../istio/types";
import type { ArrangedGraph, NamespacePart } from "./arrangedGraph";
import { exportToUsers } from "./exports";
import { sortedById, type WayOut, wayOut } from "./externals";
import { externalObjectName, gatewayHost } from "./hosts";
import { metadata } from "./metadata";
import type { Target } from "./target";

/**
 * How calls to hosts outside leave. With an egress gateway each host has two routes in one object: from the sidecars
 * of exactly its callers to the gateway, as the subset that says the host's name in the handshake, and from the
 * gateway to the host. A workload that is no caller has no route, so where its namespace still lets everything pass
 * it goes out by itself, unhindered, and where it does not, it does not know the host.
 *
 * Without a gateway only plain HTTP has a route: for its timeout and retries.
 */
export function externalRoutes(
    part: NamespacePart,
    arranged: ArrangedGraph,
    target: Target,
): VirtualService[] {
    const way = wayOut(arranged);
    const routes: VirtualService[] = [];
    for (const external of part.externals) {
        const callers = arranged.externalCallers.get(external.host);
        if (callers === undefined) {
            continue;
        }
        const rules = rulesOf(external, sortedById(callers), way, target);
        if (rules !== undefined) {
            routes.push({
                apiVersion: apiVersions.VirtualService,
                kind: "VirtualService",
                metadata: metadata(external.namespace, externalObjectName(external.host)),
                spec: {
                    hosts: [external.host],
                    gateways: way === undefined ? ["mesh"] : ["mesh", way.party.id],
                    exportTo: exportToUsers(external.namespace, callers, way?.party),
                    ...rules,
                },
            });
        }
    }
    return routes;
}

type Rules = Pick<VirtualServiceSpec, "http" | "tls" | "tcp">;

function rulesOf(
    external: External,
    callers: readonly Workload[],
    way: WayOut | undefined,
    target: Target,
): Rules | undefined {
    const { host, port } = external;
    const timeout = external.timeout === undefined ? {} : { timeout: external.timeout };
    const outside = [{ destination: { host, port: { number: port } } }];
    if (way === undefined) {
        return external.protocol === "tls"
            ? undefined
            : { http: [{ name: "out", route: outside, ...timeout, retries }] };
    }
    const toGateway = [
        {
            destination: {
                host: gatewayHost(way.party, target.clusterDomain),
                subset: externalObjectName(host),
                port: { number: way.port },
            },
        },
    ];
    const fromCallers = callers.map(({ namespace, selector }) => ({
        port,
        sourceNamespace: namespace,
        sourceLabels: selector,
    }));
    const fromGateway = [{ gateways: [way.party.id], port: way.port }];
    if (external.protocol === "tls") {
        return {
            tls: [
                {
                    match: fromCallers.map((each) => ({ gateways: ["mesh"], ...each, sniHosts: [host] })),
                    route: toGateway,
                },
            ],
            // The outer handshake has chosen the host; what is inside it stays sealed.
            tcp: [{ match: fromGateway, route: outside }],
        };
    }
    return {
        http: [
            // Without `gateways`: of an HTTP match that has them Istio does not look at the source any more. The
            // gateway itself has neither these labels nor this port.
            { name: "to-gateway", match: fromCallers, route: toGateway, ...timeout, retries },
            {
                name: "out",
                match: fromGateway,
                route: outside,
                ...timeout,
                // The sidecar tries again; if both did, one call could become nine.
                retries: { attempts: 0 },
                headers: { request: { remove: ofTheMesh } },
            },
        ],
    };
}

/** Istio's own, which it would use if nothing were said (TRF-28). */
const retries: NonNullable<HttpRoute["retries"]> = {
    attempts: defaultTraffic.attempts,
    retryOn: defaultTraffic.on.join(","),
};

/**
 * What proxies tell each other about callers. A gateway that ends mutual TLS writes the caller's certificate into
 * the first of these, and nothing would stop it from leaving with the request.
 */
const ofTheMesh = [
    "x-forwarded-client-cert",
    "x-envoy-peer-metadata",
    "x-envoy-peer-metadata-id",
    "x-envoy-decorator-operation",
    "x-envoy-attempt-count",
    "x-envoy-internal",
    "x-envoy-external-address",
    "x-forwarded-for",
    "x-forwarded-proto",
].sort();
