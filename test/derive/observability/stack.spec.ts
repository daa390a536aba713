import { expect } from "chai";
import { inPhaseOrder } from "../../../components/derive";
import type { Observability } from "../../../components/graph";
import type { AuthorizationPolicySpec, SidecarSpec } from "../../../components/istio/types";
import { watchedTown } from "./watchedTown";

const collector = "observability/otel-collector.observability.svc.cluster.local";
const jaeger = "observability/jaeger.observability.svc.cluster.local";

const resources = { cpu: "1", memory: "1Gi", cpuLimit: "1", memoryLimit: "1Gi" };
const twoTiers: Partial<Observability> = {
    collector: {
        mode: "install",
        replicas: 3,
        resources,
        memoryLimitMib: 512,
        serviceGraph: true,
        buckets: [100],
        legacyReceivers: true,
    },
};

/** Who may call a part, by account, and what: ports, or methods and paths. */
function callersOf(name: string, more: Partial<Observability> = {}): Record<string, string[]> {
    const { rules = [] } = watchedTown(more).spec<AuthorizationPolicySpec>(
        "AuthorizationPolicy",
        `observability/${name}`,
    );
    const callers: Record<string, string[]> = {};
    for (const { from = [], to = [] } of rules) {
        for (const principal of from.flatMap(({ source }) => source.principals ?? [])) {
            callers[principal.replace(/^.*\//, "")] = to.map(({ operation: { methods, paths, ports } }) =>
                methods === undefined ? `${ports}` : `${ports} ${methods} ${paths}`,
            );
        }
    }
    return callers;
}

function hostsOf(name: string, more: Partial<Observability> = {}): readonly string[] {
    const { egress } = watchedTown(more).spec<SidecarSpec>("Sidecar", `observability/${name}`);
    return egress.flatMap(({ hosts }) => hosts);
}

describe("the observability stack in the graph", () => {
    it("is no namespace of the catalogue, and stands in phase order", () => {
        const { namespaces, observability } = watchedTown().derived;
        expect([...namespaces.keys()]).not.to.include("observability");
        expect(observability[0]).to.deep.include({ kind: "Namespace" });
        expect(observability).to.deep.equal(inPhaseOrder(observability));
    });

    it("is in the mesh, closed, under STRICT", () => {
        const town = watchedTown();
        expect(town.spec("PeerAuthentication", "observability/default")).to.deep.equal({
            mtls: { mode: "STRICT" },
        });
        expect(town.spec("AuthorizationPolicy", "observability/default-deny")).to.deep.equal({});
        expect(town.spec("NetworkPolicy", "observability/default-deny")).to.deep.equal({
            podSelector: {},
            policyTypes: ["Ingress", "Egress"],
        });
    });

    it("lets each part ask exactly what it needs of the others", () => {
        const readPrometheus = ["9090 GET,POST /-/healthy,/-/ready,/api/v1/*"];
        expect(callersOf("prometheus")).to.deep.equal({
            grafana: readPrometheus,
            jaeger: readPrometheus,
            kiali: readPrometheus,
        });
        expect(callersOf("jaeger")).to.deep.equal({
            grafana: ["16686 GET /api/*"],
            kiali: ["16686 GET /api/*"],
            "otel-collector": ["4317 POST /opentelemetry.proto.collector.trace.v1.TraceService/Export"],
        });
        // Who reads logs cannot write them, and who writes them cannot read.
        expect(callersOf("loki")).to.deep.equal({
            grafana: ["3100 GET /loki/api/v1/*,/ready"],
            "otel-collector": ["3100 POST /otlp/v1/logs"],
            "otel-logs": ["3100 POST /otlp/v1/logs"],
        });
        expect(callersOf("alertmanager")).to.deep.equal({
            grafana: ["9093 DELETE,GET,POST /api/v2/*"],
            prometheus: ["9093 POST /api/v2/alerts"],
        });
        // People come to it, by kubectl or through a way in that the team makes; no program does.
        expect(watchedTown().ids("AuthorizationPolicy")).not.to.include("observability/grafana");
    });

    it("gives each trace to one pod of a second tier, which alone gives it to Jaeger then", () => {
        expect(callersOf("otel-traces", twoTiers)).to.deep.equal({ "otel-collector": ["4317"] });
        expect(callersOf("jaeger", twoTiers))
            .to.include.keys("otel-traces")
            .and.not.include.keys("otel-collector");
        expect(watchedTown().ids("NetworkPolicy")).not.to.include("observability/otel-traces");
    });

    it("has proxies know of what their workload calls, and of who takes spans, and of nothing else", () => {
        expect(hostsOf("prometheus")).to.deep.equal([
            "observability/alertmanager.observability.svc.cluster.local",
            jaeger,
            collector,
        ]);
    });

    it("measures stores where they are, as any caller would", () => {
        const more = {
            exporters: {
                node: true,
                redis: new Map([["redis", {}]]),
                postgres: new Map(),
                kafka: new Map([["kafka", {}]]),
            },
        };
        expect(hostsOf("redis-exporter-redis", more)).to.include("data/redis.data.example.com");
        expect(hostsOf("kafka-exporter-kafka", more)).to.include("data/kafka.data.example.com");
        expect(watchedTown(more).spec("ServiceEntry", "data/store-redis")).to.have.deep.property("exportTo", [
            "observability",
        ]);
        expect(watchedTown(more).ids("NetworkPolicy")).to.include("observability/node-exporter");
    });

    it("keeps parts that are off out of everything", () => {
        const off = { mode: "off" } as const;
        const town = watchedTown({
            collector: off,
            jaeger: off,
            prometheus: off,
            alertmanager: off,
            grafana: off,
            loki: off,
            kiali: off,
        });
        expect(town.ids("NetworkPolicy").filter((id) => id.startsWith("observability/"))).to.deep.equal([
            "observability/default-deny",
        ]);
        expect(town.spec("Sidecar", "shop/default")).to.deep.include({ egress: [{ hosts: ["~/*"] }] });
        expect(town.derived.extensionProviders).to.deep.equal([]);
    });
});
