import { expect } from "chai";
import type { HttpRoute, VirtualServiceSpec } from "../../components/istio/types";
import { callOf, namespaceOf, operationOf, portOf, serviceOf, workloadOf } from "../support/graphs";
import { type Emitted, emitted } from "../support/manifests";

type Shape = Parameters<typeof serviceOf>[1];

function shop(shape: Shape, calls: readonly ReturnType<typeof callOf>[] = []): Emitted {
    return emitted({
        namespaces: [namespaceOf("edge"), namespaceOf("core"), namespaceOf("away", "off")],
        workloads: ["edge/web", "edge/jobs", "core/shop", "core/cart", "away/script"].map((id) =>
            workloadOf(id),
        ),
        services: [serviceOf("core/shop", shape)],
        calls,
    });
}

function routes(all: Emitted): readonly HttpRoute[] {
    return (all.spec("VirtualService", "core/shop") as VirtualServiceSpec).http ?? [];
}

const traffic = serviceOf("core/shop").traffic;

describe("destination rules", () => {
    it("carry pool, outlier detection, load balancer and subsets, and leave TLS to auto-mTLS", () => {
        const all = shop({
            connectionPool: { maxConnections: 50, http1MaxPendingRequests: 10, maxRequestsPerConnection: 2 },
            outlierDetection: {
                consecutive5xxErrors: 2,
                interval: "10s",
                baseEjectionTime: "30s",
                maxEjectionPercent: 80,
                minHealthPercent: 20,
            },
            subsets: [{ name: "v1", labels: { version: "v1" } }],
        });
        expect(all.one("DestinationRule", "core/shop")).to.deep.equal({
            apiVersion: "networking.istio.io/v1",
            kind: "DestinationRule",
            metadata: {
                name: "shop",
                namespace: "core",
                labels: { "app.kubernetes.io/managed-by": "meshwright" },
            },
            spec: {
                host: "shop.core.svc.cluster.local",
                exportTo: ["."],
                trafficPolicy: {
                    loadBalancer: { simple: "LEAST_REQUEST" },
                    connectionPool: {
                        tcp: { maxConnections: 50 },
                        http: { http1MaxPendingRequests: 10, maxRequestsPerConnection: 2 },
                    },
                    outlierDetection: {
                        consecutive5xxErrors: 2,
                        interval: "10s",
                        baseEjectionTime: "30s",
                        maxEjectionPercent: 80,
                        minHealthPercent: 20,
                    },
                },
                subsets: [{ name: "v1", labels: { version: "v1" } }],
            },
        });
    });

    const balancers = [
        [{ kind: "leastRequest" }, { simple: "LEAST_REQUEST" }],
        [{ kind: "roundRobin" }, { simple: "ROUND_ROBIN" }],
        [{ kind: "random" }, { simple: "RANDOM" }],
        [{ kind: "hash", header: "x-session-id" }, { consistentHash: { httpHeaderName: "x-session-id" } }],
    ] as const;
    const hashes = [
        [{ cookie: { name: "session", ttl: "1h" } }, { httpCookie: { name: "session", ttl: "1h" } }],
        [{ cookie: { name: "session" } }, { httpCookie: { name: "session", ttl: "0s" } }],
        [{ sourceIp: true }, { useSourceIp: true }],
        [{ query: "user" }, { httpQueryParameterName: "user" }],
    ] as const;
    for (const [key, consistentHash] of hashes) {
        it(`hash by ${JSON.stringify(key)} as Istio does`, () => {
            const loadBalancer = { kind: "hash", ...key } as const;
            const spec = shop({ traffic: { ...traffic, loadBalancer } }).spec("DestinationRule", "core/shop");
            expect(spec)
                .to.have.nested.property("trafficPolicy.loadBalancer")
                .that.deep.equals({ consistentHash });
        });
    }

    const localities = [
        [{ kind: "nearest" }, { enabled: true }],
        [{ kind: "anywhere" }, { enabled: false }],
        [
            { kind: "labels", labels: ["topology.kubernetes.io/region", "topology.kubernetes.io/zone"] },
            {
                enabled: true,
                failoverPriority: ["topology.kubernetes.io/region", "topology.kubernetes.io/zone"],
            },
        ],
    ] as const;
    for (const [locality, localityLbSetting] of localities) {
        it(`prefer pods by ${locality.kind}, beside the outlier detection that makes it work`, () => {
            const spec = shop({ traffic: { ...traffic, locality } }).spec("DestinationRule", "core/shop");
            expect(spec)
                .to.have.nested.property("trafficPolicy.loadBalancer")
                .that.deep.equals({ simple: "LEAST_REQUEST", localityLbSetting });
            expect(spec).to.have.nested.property("trafficPolicy.outlierDetection.consecutive5xxErrors", 5);
        });
    }

    for (const [loadBalancer, expected] of balancers) {
        it(`write the load balancer ${loadBalancer.kind} as Istio does`, () => {
            const spec = shop({ traffic: { ...traffic, loadBalancer } }).spec("DestinationRule", "core/shop");
            expect(spec).to.have.nested.property("trafficPolicy.loadBalancer").that.deep.equals(expected);
        });
    }

    it("have no HTTP settings for a TCP service", () => {
        const all = shop({
            ports: [portOf("db", 5432, 5432, "tcp")],
            connectionPool: { maxConnections: 7, http1MaxPendingRequests: 9 },
        });
        expect(all.spec("DestinationRule", "core/shop"))
            .to.have.nested.property("trafficPolicy.connectionPool")
            .that.deep.equals({ tcp: { maxConnections: 7 } });
    });

    it("are visible to the service's own namespace and to those of callers with a proxy", () => {
        const all = shop({}, [
            callOf("edge/web", "core/shop"),
            callOf("edge/jobs", "core/shop"),
            callOf("core/cart", "core/shop"),
        ]);
        for (const kind of ["DestinationRule", "VirtualService"]) {
            expect(all.spec(kind, "core/shop")).to.have.deep.property("exportTo", [".", "edge"]);
        }
    });
});

describe("virtual services", () => {
    it("do not exist for a service without an HTTP port", () => {
        expect(
            shop({ ports: [portOf("db", 5432, 5432, "tcp")] }).names("VirtualService", "core"),
        ).to.deep.equal([]);
    });

    it("bound to the mesh, with timeout and retries on the one route", () => {
        const all = shop({
            traffic: {
                ...traffic,
                timeout: "30s",
                retries: { attempts: 3, perTryTimeout: "2s", on: ["5xx", "connect-failure", "reset"] },
            },
        });
        expect(all.spec("VirtualService", "core/shop")).to.deep.equal({
            hosts: ["shop.core.svc.cluster.local"],
            gateways: ["mesh"],
            exportTo: ["."],
            http: [
                {
                    name: "default",
                    route: [{ destination: { host: "shop.core.svc.cluster.local" } }],
                    timeout: "30s",
                    retries: { attempts: 3, perTryTimeout: "2s", retryOn: "5xx,connect-failure,reset" },
                },
            ],
        });
    });

    it("write retries that are off as zero attempts and nothing else, which is all Istio accepts", () => {
        const all = shop({
            traffic: { ...traffic, retries: { attempts: 0, perTryTimeout: "2s", on: ["5xx"] } },
        });
        expect(routes(all)[0]?.retries).to.deep.equal({ attempts: 0 });
    });

    it("write the base of the back-off between tries where one is wanted", () => {
        const retries = { ...traffic.retries, backoff: "100ms" };
        expect(routes(shop({ traffic: { ...traffic, retries } }))[0]?.retries).to.include({
            backoff: "100ms",
        });
        expect(routes(shop({}))[0]?.retries).not.to.have.property("backoff");
    });

    it("leave the timeout of a stream out", () => {
        const { retries, loadBalancer } = traffic;
        expect(routes(shop({ traffic: { retries, loadBalancer } }))[0]).not.to.have.property("timeout");
    });

    it("put callers with a patience of their own first, by namespace and labels", () => {
        const all = shop({}, [
            callOf("edge/web", "core/shop", ["all"], "20s"),
            callOf("edge/jobs", "core/shop", ["all"], "15s"),
            callOf("core/cart", "core/shop"),
        ]);
        expect(routes(all).map(({ name, match, timeout }) => ({ name, match, timeout }))).to.deep.equal([
            {
                name: "from-edge/web",
                match: [{ sourceNamespace: "edge", sourceLabels: { app: "web" } }],
                timeout: "20s",
            },
            { name: "default", match: undefined, timeout: "15s" },
        ]);
    });

    it("name the port in match and destination when the service has several, by the service's numbers", () => {
        const ports = [
            portOf("db", 5432, 5432, "tcp"),
            portOf("http", 80, 8080),
            portOf("rpc", 9090, 50051, "grpc"),
        ];
        const operations = [
            operationOf("all", ["GET"], ["/*"], ["http"]),
            operationOf("call", ["POST"], ["/x.Y/*"], ["rpc"]),
        ];
        const all = shop({ ports, operations }, [callOf("edge/web", "core/shop", ["call"], "60s")]);
        const host = "shop.core.svc.cluster.local";
        expect(routes(all).map(({ name, match, route }) => ({ name, match, route }))).to.deep.equal([
            {
                name: "from-edge/web/rpc",
                match: [{ sourceNamespace: "edge", sourceLabels: { app: "web" }, port: 9090 }],
                route: [{ destination: { host, port: { number: 9090 } } }],
            },
            {
                name: "default/http",
                match: [{ port: 80 }],
                route: [{ destination: { host, port: { number: 80 } } }],
            },
            {
                name: "default/rpc",
                match: [{ port: 9090 }],
                route: [{ destination: { host, port: { number: 9090 } } }],
            },
        ]);
    });
});
