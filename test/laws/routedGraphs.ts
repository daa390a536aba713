import fc from "fast-check";
import type { Route, RouteAccess, Service, ServiceGraph } from "../../components/graph/model";
import { emptyPlatform, type Platform, type PublicHost } from "../../components/graph/platform";
import { serviceGraphs } from "../support/arbitraryGraphs";
import { graphOf, partsOf } from "../support/graphs";
import { gatewayOf } from "../support/platforms";

export const ingress = gatewayOf("istio-ingressgateway", "ingress");

function host(name: string, servers: PublicHost["servers"]): PublicHost {
    return {
        name,
        hostname: `${name}.example.com`,
        gateway: ingress.name,
        servers,
        certificate: { secret: `${name}-tls` },
        sourceRanges: [],
    };
}

/** Two hosts on one gateway, two issuers of tokens and one authorizer. */
export const routedPlatform: Platform = {
    ...emptyPlatform,
    gateways: new Map([[ingress.name, ingress]]),
    publicHosts: new Map(
        [host("api", ["https"]), host("rpc", ["https", "grpc"])].map((each) => [each.name, each]),
    ),
    tokens: new Map(
        ["one", "two"].map((name) => [
            name,
            { name, issuer: `https://${name}.example.com/id`, jwks: '{"keys":[]}', audiences: [] },
        ]),
    ),
    authorizers: new Map([
        [
            "checks",
            {
                name: "checks",
                protocol: "grpc",
                host: "checks.edge.svc.cluster.local",
                port: 9000,
                timeout: "500ms",
                includeHeaders: [],
                forwardHeaders: [],
            },
        ],
    ]),
};

const accesses: fc.Arbitrary<RouteAccess> = fc.constantFrom(
    { token: { issuer: "one", claims: [] } },
    { token: { issuer: "one", claims: [{ claim: "role", values: ["admin", "ops"] }] } },
    { token: { issuer: "two", claims: [] } },
    { token: { issuer: "two", claims: [] }, authorizer: "checks" },
    { authorizer: "checks" },
    { open: "public" },
);

/** Graphs with ways in, as the parser would let them through: longest path wins and no two claim the same. */
export function routedGraphs(): fc.Arbitrary<ServiceGraph> {
    return serviceGraphs().chain((graph) => {
        const claims = [...graph.services.values()]
            .filter(({ namespace }) => graph.namespaces.get(namespace)?.stage !== "off")
            .flatMap(claimsOf);
        return fc
            .subarray(claims, { maxLength: Math.min(8, claims.length) })
            .chain((chosen) =>
                fc.tuple(
                    ...chosen.map((claim) =>
                        fc
                            .record({ publicHost: fc.constantFrom("api", "rpc"), access: accesses })
                            .map((more): Route => ({ ...claim, ...more, rateLimits: [] })),
                    ),
                ),
            )
            .map((routes) => {
                const unique = new Map(routes.map((route) => [`${route.publicHost} ${route.path}`, route]));
                return graphOf({ ...partsOf(graph), routes: [...unique.values()], platform: routedPlatform });
            });
    });
}

type Claim = Pick<Route, "namespace" | "service" | "path" | "operations">;

/** A path of one of its operations, or all of them, with the operations that lie within it on one port. */
function claimsOf(service: Service): readonly Claim[] {
    const paths = new Set(["/*", ...service.operations.flatMap((operation) => operation.paths)]);
    return [...paths].flatMap((path) => {
        const within = service.operations.filter((operation) =>
            operation.paths.every((each) => lies(each, path)),
        );
        const port = within[0]?.ports[0];
        const operations = within
            .filter(({ ports }) => port !== undefined && ports.includes(port))
            .map(({ name }) => name)
            .sort();
        return operations.length === 0
            ? []
            : [{ namespace: service.namespace, service: service.id, path, operations }];
    });
}

function lies(path: string, within: string): boolean {
    return within.endsWith("/*") ? path.startsWith(within.slice(0, -1)) : path === within;
}
