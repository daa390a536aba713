import { expect } from "chai";
import {
    callOf,
    externalOf,
    namespaceOf,
    operationOf,
    portOf,
    serviceOf,
    storeOf,
    workloadOf,
} from "../support/graphs";
import { type Emitted, emitted } from "../support/manifests";
import type { testTarget } from "../support/target";

/** `edge/web` calls a service, a store and an external host; `edge/idle` calls nothing. */
function town(more: Partial<typeof testTarget> = {}): Emitted {
    return emitted(
        {
            namespaces: [
                namespaceOf("edge"),
                namespaceOf("core"),
                namespaceOf("data"),
                namespaceOf("postgres", "off"),
            ],
            workloads: [workloadOf("edge/web"), workloadOf("edge/idle"), workloadOf("core/shop")],
            services: [serviceOf("core/shop", { ports: [portOf("http", 80, 8080)] }), serviceOf("edge/web")],
            stores: [
                storeOf("redis", "data"),
                storeOf("inside", "data", { host: "pg.postgres.svc.cluster.local", port: 5432 }),
                storeOf("unused", "data"),
            ],
            externals: [externalOf("auth.example.com", "core"), externalOf("unused.example.com", "core")],
            calls: [callOf("edge/web", "core/shop")],
            storeCalls: [
                { from: "edge/web", store: "redis" },
                { from: "edge/web", store: "inside" },
            ],
            externalCalls: [
                { from: "edge/web", external: "auth.example.com" },
                { from: "core/shop", external: "auth.example.com" },
            ],
        },
        more,
    );
}

const dns = {
    to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }],
    ports: [
        { protocol: "UDP", port: 53 },
        { protocol: "TCP", port: 53 },
    ],
};
const istiod = {
    to: [
        {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "istio-system" } },
            podSelector: { matchLabels: { app: "istiod" } },
        },
    ],
    ports: [{ protocol: "TCP", port: 15012 }],
};

describe("sidecars", () => {
    it("hold exactly what the workload calls, each host under the namespace that owns it", () => {
        expect(town().spec("Sidecar", "edge/web")).to.deep.equal({
            workloadSelector: { labels: { app: "web" } },
            egress: [
                {
                    hosts: [
                        "core/auth.example.com",
                        "core/shop.core.svc.cluster.local",
                        "data/redis.data.example.com",
                        "postgres/pg.postgres.svc.cluster.local",
                    ],
                },
            ],
            outboundTrafficPolicy: { mode: "REGISTRY_ONLY" },
        });
    });

    it("leave a workload that calls nothing to the namespace's default, which imports nothing", () => {
        const all = town();
        expect(all.names("Sidecar", "edge")).to.deep.equal(["default", "web"]);
        expect(all.spec("Sidecar", "edge/default")).to.deep.equal({
            egress: [{ hosts: ["~/*"] }],
            outboundTrafficPolicy: { mode: "REGISTRY_ONLY" },
        });
    });

    it("give every workload the system's hosts", () => {
        const host = "observability/collector.observability.svc.cluster.local";
        const all = town({ systemServices: [{ host, namespace: "observability", ports: [4317] }] });
        for (const name of ["default", "web"]) {
            expect(all.spec("Sidecar", `edge/${name}`))
                .to.have.nested.property("egress[0].hosts")
                .that.includes(host);
        }
        expect(all.spec("Sidecar", "edge/default"))
            .to.have.nested.property("egress[0].hosts")
            .with.lengthOf(1);
    });
});

describe("service entries", () => {
    it("declare a store to the namespaces that call it and to nobody else", () => {
        expect(town().one("ServiceEntry", "data/store-redis")).to.deep.equal({
            apiVersion: "networking.istio.io/v1",
            kind: "ServiceEntry",
            metadata: {
                name: "store-redis",
                namespace: "data",
                labels: { "app.kubernetes.io/managed-by": "meshwright" },
            },
            spec: {
                hosts: ["redis.data.example.com"],
                exportTo: ["edge"],
                location: "MESH_EXTERNAL",
                resolution: "DNS",
                ports: [{ number: 6379, name: "tcp", protocol: "TCP" }],
            },
        });
    });

    it("declare an external host, to its own namespace as `.`", () => {
        expect(town().spec("ServiceEntry", "core/external-auth-example-com")).to.deep.equal({
            hosts: ["auth.example.com"],
            exportTo: [".", "edge"],
            location: "MESH_EXTERNAL",
            resolution: "DNS",
            ports: [{ number: 443, name: "tls", protocol: "TLS" }],
        });
    });

    it("leave out what nobody calls and what is a Service of this cluster", () => {
        const all = town();
        expect(all.names("ServiceEntry", "data")).to.deep.equal(["store-redis"]);
        expect(all.names("ServiceEntry", "core")).to.deep.equal(["external-auth-example-com"]);
    });

    it("make a Service known that stands where istiod does not look, under the namespace that declares it", () => {
        const all = emitted({
            namespaces: [namespaceOf("edge"), namespaceOf("data")],
            workloads: [workloadOf("edge/web")],
            stores: [storeOf("far", "data", { host: "pg.elsewhere.svc.cluster.local", port: 5432 })],
            storeCalls: [{ from: "edge/web", store: "far" }],
        });
        expect(all.spec("ServiceEntry", "data/store-far")).to.deep.include({
            hosts: ["pg.elsewhere.svc.cluster.local"],
            exportTo: ["edge"],
        });
        expect(all.spec("Sidecar", "edge/web")).to.have.nested.property(
            "egress[0].hosts[0]",
            "data/pg.elsewhere.svc.cluster.local",
        );
        // Below the mesh it is a namespace of this cluster like any other.
        expect(all.spec("NetworkPolicy", "edge/web")).to.have.deep.nested.property("egress[2].to", [
            { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "elsewhere" } } },
        ]);
    });

    it("keep hosts apart that differ in dots and hyphens only", () => {
        const hosts = ["a-b.c.com", "a.b-c.com", "a.b.c.com", "a--b.c.com"];
        const all = emitted({
            namespaces: [namespaceOf("edge")],
            workloads: [workloadOf("edge/web")],
            externals: hosts.map((host) => externalOf(host, "edge")),
            externalCalls: hosts.map((external) => ({ from: "edge/web", external })),
        });
        expect(new Set(all.names("ServiceEntry", "edge"))).to.have.lengthOf(4);
    });

    it("do not exist for a caller without a proxy", () => {
        const all = emitted({
            namespaces: [namespaceOf("edge", "off")],
            workloads: [workloadOf("edge/web")],
            externals: [externalOf("auth.example.com", "edge")],
            externalCalls: [{ from: "edge/web", external: "auth.example.com" }],
        });
        expect(all.names("ServiceEntry", "edge")).to.deep.equal([]);
    });
});

describe("destination rules of stores", () => {
    it("carry pool and load balancer to the same namespaces, without ejecting what may be the only endpoint", () => {
        expect(town().spec("DestinationRule", "data/store-redis")).to.deep.equal({
            host: "redis.data.example.com",
            exportTo: ["edge"],
            trafficPolicy: {
                loadBalancer: { simple: "RANDOM" },
                connectionPool: { tcp: { maxConnections: 1000 } },
            },
        });
    });

    it("do not exist for a Service of a third namespace, where most callers would not read them", () => {
        expect(town().names("DestinationRule", "data")).to.deep.equal(["store-redis"]);
    });
});

describe("network policies", () => {
    it("let out to names, istiod, callees by their pods' ports, and hosts by port but never to link-local", () => {
        expect(town().spec("NetworkPolicy", "edge/web")).to.deep.equal({
            podSelector: { matchLabels: { app: "web" } },
            policyTypes: ["Ingress", "Egress"],
            egress: [
                dns,
                istiod,
                {
                    to: [
                        {
                            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "core" } },
                            podSelector: { matchLabels: { app: "shop" } },
                        },
                    ],
                    ports: [{ protocol: "TCP", port: 8080 }],
                },
                {
                    to: [
                        { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "postgres" } } },
                    ],
                    ports: [{ protocol: "TCP", port: 5432 }],
                },
                {
                    to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }],
                    ports: [
                        { protocol: "TCP", port: 443 },
                        { protocol: "TCP", port: 6379 },
                    ],
                },
            ],
        });
    });

    it("let in callers by namespace and labels together, on the workload's own ports", () => {
        expect(town().spec("NetworkPolicy", "core/shop")).to.deep.equal({
            podSelector: { matchLabels: { app: "shop" } },
            policyTypes: ["Ingress", "Egress"],
            ingress: [
                {
                    from: [
                        {
                            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "edge" } },
                            podSelector: { matchLabels: { app: "web" } },
                        },
                    ],
                    ports: [{ protocol: "TCP", port: 8080 }],
                },
            ],
            egress: [
                dns,
                istiod,
                {
                    to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }],
                    ports: [{ protocol: "TCP", port: 443 }],
                },
            ],
        });
    });

    it("leave a workload nobody calls without a way in, and one that calls nothing with what its proxy needs", () => {
        expect(town().spec("NetworkPolicy", "edge/idle")).to.deep.equal({
            podSelector: { matchLabels: { app: "idle" } },
            policyTypes: ["Ingress", "Egress"],
            egress: [dns, istiod],
        });
    });

    it("let scrapers in on the proxy's metrics port, wherever they are said to be", () => {
        const all = town({ scraperNamespaces: ["observability"] });
        expect(all.spec("NetworkPolicy", "edge/idle")).to.have.deep.property("ingress", [
            {
                from: [
                    {
                        namespaceSelector: {
                            matchLabels: { "kubernetes.io/metadata.name": "observability" },
                        },
                    },
                ],
                ports: [{ protocol: "TCP", port: 15020 }],
            },
        ]);
    });

    it("close the namespace in both directions", () => {
        expect(town().spec("NetworkPolicy", "edge/default-deny")).to.deep.equal({
            podSelector: {},
            policyTypes: ["Ingress", "Egress"],
        });
    });

    it("put callers with the same ports into one rule", () => {
        const all = emitted({
            namespaces: [namespaceOf("edge"), namespaceOf("core")],
            workloads: ["edge/a", "edge/b", "edge/c", "core/shop"].map((id) => workloadOf(id)),
            services: [
                serviceOf("core/shop", {
                    ports: [portOf("admin", 81, 9000), portOf("http", 80, 8080)],
                    operations: [
                        operationOf("all", ["GET"], ["/*"], ["http"]),
                        operationOf("admin", ["GET"], ["/*"], ["admin"]),
                    ],
                }),
            ],
            calls: [
                callOf("edge/a", "core/shop"),
                callOf("edge/b", "core/shop", ["admin"]),
                callOf("edge/c", "core/shop"),
            ],
        });
        const { ingress } = all.spec("NetworkPolicy", "core/shop") as {
            ingress: {
                from: { podSelector: { matchLabels: { app: string } } }[];
                ports: { port: number }[];
            }[];
        };
        expect(
            ingress.map(({ from, ports }) => [
                from.map((peer) => peer.podSelector.matchLabels.app).join(),
                ports.map(({ port }) => port).join(),
            ]),
        ).to.deep.equal([
            ["a,c", "8080"],
            ["b", "9000"],
        ]);
    });
});
