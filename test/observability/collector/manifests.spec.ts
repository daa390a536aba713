import { expect } from "chai";
import { parse } from "yaml";
import type { CollectorInstall } from "../../../components/graph/observability";
import { collectorManifests } from "../../../components/observability/collector";
import { contextOf, observabilityOf } from "../support/contexts";
import { containerOf, kindsAndNames, named, podOf } from "../support/objects";

const mesh = { namespaces: [] };
const usual = observabilityOf().collector as { mode: "install" } & CollectorInstall;

function collector(more: Partial<CollectorInstall> = {}, images: Readonly<Record<string, string>> = {}) {
    return collectorManifests(contextOf(mesh, { collector: { ...usual, ...more }, images }));
}

function configOf(manifests: ReturnType<typeof collector>, name: string) {
    return parse(named(manifests, `ConfigMap ${name}`).data?.["config.yaml"] ?? "");
}

function servicePorts(manifests: ReturnType<typeof collector>, name: string) {
    const { spec } = named(manifests, `Service ${name}`);
    return (spec as { ports: { name: string; port: number; appProtocol: string }[] }).ports.map(
        ({ name: port, port: number, appProtocol }) => `${port} ${number} ${appProtocol}`,
    );
}

describe("the collector, installed", () => {
    it("is one Deployment that may read the names of pods", () => {
        expect(kindsAndNames(collector())).to.deep.equal([
            "ServiceAccount otel-collector",
            "ClusterRole observability-otel-collector",
            "ClusterRoleBinding observability-otel-collector",
            "ConfigMap otel-collector",
            "Service otel-collector",
            "Deployment otel-collector",
        ]);
        const { rules = [] } = named(collector(), "ClusterRole observability-otel-collector");
        expect([...new Set(rules.flatMap(({ verbs }) => verbs))]).to.deep.equal(["get", "list", "watch"]);
        expect(rules.flatMap(({ resources }) => resources)).to.deep.equal([
            "pods",
            "namespaces",
            "replicasets",
        ]);
    });

    it("owns the ports that applications know (OTL-01)", () => {
        expect(servicePorts(collector(), "otel-collector")).to.deep.equal([
            "grpc-otlp 4317 grpc",
            "http-otlp 4318 http",
        ]);
        expect(servicePorts(collector({ legacyReceivers: true }), "otel-collector")).to.deep.equal([
            "grpc-otlp 4317 grpc",
            "http-otlp 4318 http",
            "grpc-jaeger 14250 grpc",
            "http-jaeger 14268 http",
            "http-zipkin 9411 http",
        ]);
    });

    it("is probed on 13133, and scraped past its proxy on the two ports with metrics", () => {
        const pod = podOf(collector(), "Deployment otel-collector");
        expect(containerOf(pod).readinessProbe.httpGet).to.deep.equal({ path: "/", port: 13133 });
        expect(pod.metadata.annotations).to.include({
            "traffic.sidecar.istio.io/excludeInboundPorts": "8889,8888",
            "traffic.sidecar.istio.io/excludeOutboundPorts": "443",
        });
    });

    it("listens on its pod's address, and collects garbage before its container is full", () => {
        const { env = [] } = containerOf(podOf(collector(), "Deployment otel-collector"));
        expect(env).to.deep.include({
            name: "MY_POD_IP",
            valueFrom: { fieldRef: { fieldPath: "status.podIP" } },
        });
        // 80 % of 512Mi.
        expect(env).to.deep.include({ name: "GOMEMLIMIT", value: "409MiB" });
        expect(JSON.stringify(configOf(collector(), "otel-collector"))).to.contain(
            `"endpoint":"\${env:MY_POD_IP}:4317"`,
        );
    });

    it("becomes two tiers where whole traces are needed and one pod is not all", () => {
        const manifests = collector({ replicas: 3, serviceGraph: true });
        expect(kindsAndNames(manifests).slice(6)).to.deep.equal([
            "ServiceAccount otel-traces",
            "ConfigMap otel-traces",
            "Service otel-traces",
            "StatefulSet otel-traces",
        ]);
        expect(named(manifests, "Service otel-traces").spec).to.deep.include({ clusterIP: "None" });
        expect(servicePorts(manifests, "otel-traces")).to.deep.equal(["tcp-otlp 4317 tcp"]);
        expect(configOf(manifests, "otel-collector").exporters.load_balancing.resolver).to.deep.equal({
            dns: { hostname: "otel-traces.observability.svc.cluster.local", port: "4317" },
        });
        expect(podOf(manifests, "StatefulSet otel-traces").spec.automountServiceAccountToken).to.equal(false);
    });

    for (const [said, more] of [
        ["one replica decides about whole traces", { replicas: 1, serviceGraph: true }],
        ["nothing needs whole traces", { replicas: 3 }],
    ] as const) {
        it(`stays one tier where ${said}`, () => {
            expect(kindsAndNames(collector(more))).to.not.contain("StatefulSet otel-traces");
        });
    }

    it("names components as the image's release does, and as the pinned one's where a tag says nothing", () => {
        const exporters = (image?: string) =>
            Object.keys(
                configOf(collector({}, image === undefined ? {} : { collector: image }), "otel-collector")
                    .exporters,
            );
        expect(exporters()).to.include("otlp_grpc/traces");
        expect(exporters("mirror.example.com/otelcol:0.140.0")).to.include("otlp/traces");
        expect(exporters("mirror.example.com/otelcol@sha256:0123456789abcdef")).to.include(
            "otlp_grpc/traces",
        );
    });

    it("replaces its pods when their configuration changes, and only then", () => {
        const checksum = (more: Partial<CollectorInstall>) =>
            podOf(collector(more), "Deployment otel-collector").metadata.annotations?.[
                "meshwright.io/config"
            ];
        expect(checksum({})).to.match(/^\w{16}$/);
        expect(checksum({ buckets: [1] })).to.not.equal(checksum({}));
        expect(checksum({ replicas: 2 })).to.equal(checksum({}));
    });

    it("sends to the Jaeger and the Loki that exist", () => {
        const manifests = collectorManifests(
            contextOf(mesh, {
                jaeger: { mode: "existing", host: "jaeger.example.com", port: 443, tls: true },
                loki: { mode: "existing", host: "loki.example.com", port: 443, tls: true },
            }),
        );
        const { exporters } = configOf(manifests, "otel-collector");
        expect(exporters["otlp_grpc/traces"]).to.deep.include({
            endpoint: "jaeger.example.com:443",
            tls: { insecure: false },
        });
        expect(exporters["otlp_http/logs"].endpoint).to.equal("https://loki.example.com:443/otlp");
    });

    for (const part of [
        { mode: "off" },
        { mode: "existing", host: "otel.example.com", port: 4317, tls: true },
    ] as const) {
        it(`is no workload where it is ${part.mode}`, () => {
            expect(collectorManifests(contextOf(mesh, { collector: part }))).to.deep.equal([]);
        });
    }
});
