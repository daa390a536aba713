import fc from "fast-check";
import type { Cors, Route, RouteAccess, Service, ServiceGraph } from "../../components/graph/model";
import type { CertificateIssuer, Platform, PublicHost } from "../../components/graph/platform";
import { graphOf, partsOf } from "./graphs";
import { gatewayOf, platformWith } from "./platforms";

export const ingressGateway = gatewayOf("istio-ingressgateway", "ingress");
/** Named without the prefix that the chart takes off, in a namespace of its own. */
const secondGateway = gatewayOf("edge-gateway", "ingress", {
    namespace: "second",
    ...(ingressGateway.ingress === undefined
        ? {}
        : { ingress: { ...ingressGateway.ingress, redirectToHttps: false } }),
});

/** Paths of which several are beginnings of each other, with and without a last slash. */
export const routePaths = [
    "/*",
    "/",
    "/a",
    "/a/",
    "/a/*",
    "/a/b",
    "/a/b/*",
    "/a/b/c",
    "/ab",
    "/b/*",
] as const;

export const issuers: readonly CertificateIssuer[] = [
    { name: "acme", kind: "acme", server: "https://acme.example.com/directory", email: "a@example.com" },
    { name: "corporate", kind: "ca", secret: "corporate" },
    { name: "internal", kind: "selfSigned" },
    {
        name: "vault",
        kind: "vault",
        server: "https://vault.example.com",
        path: "pki/sign/mesh",
        role: "mesh",
        mount: "/v1/auth/kubernetes",
        serviceAccount: "cert-issuer",
    },
];

export function publicHostOf(name: string, more: Partial<PublicHost> = {}): PublicHost {
    return {
        name,
        hostname: `${name}.example.com`,
        gateway: ingressGateway.name,
        servers: ["https"],
        certificate: { issuer: "internal" },
        sourceRanges: [],
        ...more,
    };
}

export function routeOf(publicHost: string, path: string, service: string, more: Partial<Route> = {}): Route {
    return {
        namespace: service.slice(0, service.indexOf("/")),
        publicHost,
        path,
        service,
        operations: ["all"],
        access: { open: "a test" },
        rateLimits: [],
        ...more,
    };
}

export function platformWithHosts(
    hosts: readonly PublicHost[],
    base = platformWith(ingressGateway),
): Platform {
    return {
        ...base,
        publicHosts: new Map(hosts.map((host) => [host.name, host])),
        issuers: new Map(issuers.map((issuer) => [issuer.name, issuer])),
        certManager: { install: true, namespace: "cert-manager", serviceAccount: "cert-manager" },
        tokens: new Map([
            [
                "users",
                { name: "users", issuer: "https://auth.example.com", jwks: '{"keys":[]}', audiences: [] },
            ],
        ]),
    };
}

/** The graph with gateways, public hosts and routes as the parser would let them through. */
export function withRoutes(graph: ServiceGraph): fc.Arbitrary<ServiceGraph> {
    const parts = partsOf(graph);
    const stages = new Map(parts.namespaces.map(({ name, stage }) => [name, stage]));
    const services = parts.services.filter(
        ({ namespace, operations }) => stages.get(namespace) !== "off" && operations.length > 0,
    );
    const claims = services.flatMap((service) =>
        ["api", "shop"].flatMap((host) => routePaths.flatMap((path) => claimOf(service, host, path) ?? [])),
    );
    return fc
        .record({
            hosts: fc.tuple(hosts("api"), hosts("shop")),
            drawn: fc.shuffledSubarray(claims, { maxLength: Math.min(8, claims.length) }),
            accesses: fc.array(access, { minLength: 8, maxLength: 8 }),
            cors: fc.array(fc.option(fc.constant(cors), { nil: undefined }), { minLength: 8, maxLength: 8 }),
        })
        .map(({ hosts: publicHosts, drawn, accesses, cors: drawnCors }) => {
            const claimed = new Set<string>();
            const routes = drawn.flatMap((claim, at): Route[] => {
                const key = `${claim.publicHost} ${claim.path}`;
                if (claimed.has(key)) {
                    return [];
                }
                claimed.add(key);
                const own = drawnCors[at];
                return [
                    { ...claim, access: accesses[at] ?? {}, ...(own === undefined ? {} : { cors: own }) },
                ];
            });
            const platform = platformWithHosts(publicHosts, platformWith(ingressGateway, secondGateway));
            return graphOf({ ...parts, routes, platform });
        });
}

const access: fc.Arbitrary<RouteAccess> = fc.constantFrom(
    { open: "a test" },
    { token: { issuer: "users", claims: [] } },
    { token: { issuer: "users", claims: [{ claim: "role", values: ["admin", "owner"] }] } },
);

const cors: Cors = {
    origins: ["https://app.example.com"],
    methods: ["GET"],
    headers: [],
    exposeHeaders: [],
    credentials: false,
};

function hosts(name: string): fc.Arbitrary<PublicHost> {
    return fc
        .record({
            gateway: fc.constantFrom(ingressGateway.name, secondGateway.name),
            servers: fc.constantFrom<PublicHost["servers"]>(["https"], ["grpc"], ["grpc", "https"]),
            issuer: fc.constantFrom(...issuers.map((each) => each.name)),
        })
        .map(({ gateway, servers, issuer }) =>
            publicHostOf(name, { gateway, servers, certificate: { issuer } }),
        );
}

/** A route to the operations within the path that one port serves all of, or nothing where there are none. */
function claimOf(service: Service, publicHost: string, path: string): Route | undefined {
    const within = service.operations.filter(({ paths }) => paths.every((inner) => holds(path, inner)));
    const [first] = within;
    const port = first?.ports[0];
    const together = within.filter(({ ports }) => port !== undefined && ports.includes(port));
    return together.length === 0
        ? undefined
        : routeOf(publicHost, path, service.id, { operations: together.map(({ name }) => name) });
}

function holds(outer: string, inner: string): boolean {
    return outer.endsWith("/*") ? inner.replace(/\*$/, "").startsWith(outer.slice(0, -1)) : outer === inner;
}
