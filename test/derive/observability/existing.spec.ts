import { expect } from "chai";
import type { Observability } from "../../../components/graph";
import type { NetworkPolicySpec, SidecarSpec } from "../../../components/istio/types";
import { watchedTown } from "./watchedTown";

const resources = { cpu: "1", memory: "1Gi", cpuLimit: "1", memoryLimit: "1Gi" };

function existing(host: string, more: object = {}) {
    return { mode: "existing", host, port: 4317, tls: false, ...more } as const;
}

function hosts(id: string, more: Partial<Observability>): readonly string[] {
    const { egress } = watchedTown(more).spec<SidecarSpec>("Sidecar", id);
    return egress.flatMap((each) => each.hosts);
}

describe("a collector that exists already", () => {
    const unseen = { collector: existing("otel.tracing.svc.cluster.local", { namespace: "tracing" }) };

    it("gets an entry that every proxy sees where istiod does not look, or no proxy would find it", () => {
        const town = watchedTown(unseen);
        expect(town.spec("ServiceEntry", "observability/span-receiver")).to.deep.equal({
            hosts: ["otel.tracing.svc.cluster.local"],
            exportTo: ["*"],
            location: "MESH_EXTERNAL",
            resolution: "DNS",
            ports: [{ number: 4317, name: "grpc", protocol: "GRPC" }],
        });
        expect(town.derived.extensionProviders).to.have.nested.property(
            "[0].opentelemetry.service",
            "observability/otel.tracing.svc.cluster.local",
        );
        expect(hosts("shop/default", unseen)).to.include("observability/otel.tracing.svc.cluster.local");
    });

    it("is let out to in its own namespace, on its port", () => {
        const { egress } = watchedTown(unseen).spec<NetworkPolicySpec>("NetworkPolicy", "shop/cart");
        expect(egress).to.deep.include({
            to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "tracing" } } }],
            ports: [{ protocol: "TCP", port: 4317 }],
        });
    });

    it("is what it is where istiod knows it: a second entry would hijack its name", () => {
        const seen = { collector: existing("otel.data.svc.cluster.local", { namespace: "data" }) };
        expect(watchedTown(seen).ids("ServiceEntry")).to.deep.equal([]);
        expect(hosts("shop/default", seen)).to.include("data/otel.data.svc.cluster.local");
    });

    it("outside the cluster is spoken to in TLS by the proxies themselves", () => {
        const town = watchedTown({ collector: existing("otel.example.com", { tls: true }) });
        expect(town.spec("DestinationRule", "observability/span-receiver")).to.deep.equal({
            host: "otel.example.com",
            exportTo: ["*"],
            trafficPolicy: {
                tls: { mode: "SIMPLE", sni: "otel.example.com", subjectAltNames: ["otel.example.com"] },
            },
        });
    });
});

describe("parts that exist already", () => {
    it("are reached by those that use them, and by nobody else", () => {
        const more: Partial<Observability> = {
            prometheus: {
                ...existing("prometheus.monitoring.svc.cluster.local", { port: 9090 }),
                namespace: "monitoring",
            },
            loki: existing("logs.example.com", { port: 443, tls: true }),
        };
        const town = watchedTown(more);
        expect(town.spec("ServiceEntry", "observability/store-observability-loki")).to.deep.equal({
            hosts: ["logs.example.com"],
            exportTo: ["."],
            location: "MESH_EXTERNAL",
            resolution: "DNS",
            ports: [{ number: 443, name: "tls", protocol: "TLS" }],
        });
        const users = (host: string) =>
            town
                .ids("Sidecar")
                .filter((id) => hosts(id, more).includes(`observability/${host}`))
                .map((id) => id.replace("observability/", ""));
        expect(users("logs.example.com")).to.deep.equal(["grafana", "otel-collector", "otel-logs"]);
        expect(users("prometheus.monitoring.svc.cluster.local")).to.deep.equal([
            "grafana",
            "jaeger",
            "kiali",
        ]);
    });

    it("get no workload", () => {
        const ids = watchedTown({ loki: existing("logs.example.com"), grafana: { mode: "off" } }).ids(
            "NetworkPolicy",
        );
        expect(ids).to.include("observability/jaeger");
        expect(ids).to.not.include("observability/loki").and.to.not.include("observability/grafana");
    });
});

describe("a storage outside", () => {
    it("and Kafka before it are Jaeger's to reach, and those of whoever reads from Kafka", () => {
        const more: Partial<Observability> = {
            jaeger: {
                mode: "install",
                replicas: 2,
                resources,
                retention: "48h",
                storage: {
                    kind: "opensearch",
                    url: "https://search.example.com:9200",
                    indexPrefix: "jaeger",
                },
                kafka: { brokers: ["kafka-0.example.com:9092", "kafka-1.example.com:9092"], topic: "spans" },
            },
        };
        const expected = ["kafka-0.example.com", "kafka-1.example.com", "search.example.com"];
        for (const name of ["jaeger", "jaeger-ingester"]) {
            expect(hosts(`observability/${name}`, more)).to.include.members(
                expected.map((host) => `observability/${host}`),
            );
        }
        expect(
            watchedTown(more).spec("ServiceEntry", "observability/store-observability-storage-0"),
        ).to.have.deep.property("ports", [{ number: 9200, name: "tls", protocol: "TLS" }]);
    });

    it("of samples is Prometheus' alone", () => {
        const more: Partial<Observability> = {
            prometheus: {
                mode: "install",
                resources,
                retention: "3d",
                size: "10Gi",
                scrapeInterval: "30s",
                remoteWrite: { url: "https://metrics.example.com/api/v1/write" },
            },
        };
        const users = watchedTown(more)
            .ids("Sidecar")
            .filter((id) => hosts(id, more).includes("observability/metrics.example.com"));
        expect(users).to.deep.equal(["observability/prometheus"]);
    });
});
