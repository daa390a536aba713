import { expect } from "chai";
import type { Observability } from "../../components/graph";
import { scalePresets } from "../../components/observability/scale";
import { parseSettings } from "../../settings";
import { changed, today } from "../graph/problems/example";

function observabilityOf(written: unknown, more: Readonly<Record<string, unknown>> = {}): Observability {
    const config = changed({ "stack/observability": written, ...more })["stack"] as Record<string, unknown>;
    const result = parseSettings(config, { today });
    if (!result.ok) {
        throw new Error(result.problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
    }
    const { observability } = result.value.rollout.platform;
    if (observability === undefined) {
        throw new Error("nothing watches the mesh");
    }
    return observability;
}

const production = { "stack/environment": "prod" };

describe("what watches the mesh", () => {
    it("is nothing where nothing is declared", () => {
        const result = parseSettings(changed({})["stack"] as Record<string, unknown>, { today });
        expect(result.ok && result.value.rollout.platform.observability).to.equal(undefined);
    });

    it("is all of it, small, with every request traced and logged, where nothing more is said", () => {
        const { collector, jaeger, prometheus, ...rest } = observabilityOf({});
        expect(rest).to.deep.include({
            namespace: "observability",
            tag: "stable",
            environment: "test",
            cluster: "test",
            sampling: { percent: 100, workloads: new Map() },
            accessLog: "all",
            links: {},
        });
        const modes = [collector, jaeger, prometheus, rest.alertmanager, rest.grafana, rest.loki, rest.kiali];
        expect(modes.map(({ mode }) => mode)).to.deep.equal(Array(7).fill("install"));
        expect(collector).to.deep.include({ replicas: 1, memoryLimitMib: 512, serviceGraph: true });
        expect(jaeger).to.deep.include({ retention: "48h", storage: { kind: "badger", size: "10Gi" } });
        expect(prometheus).to.deep.include({ retention: "15d", scrapeInterval: "30s" });
        expect(rest.exporters).to.deep.equal({
            node: false,
            redis: new Map(),
            postgres: new Map(),
            kafka: new Map(),
        });
    });

    it("is in production what was written, and logs errors alone", () => {
        const { sampling, accessLog, jaeger } = observabilityOf(
            {
                sampling: { percent: 5, workloads: { "shop/web": 10, "bank/accounts": 1 } },
                jaeger: { retention: "7d", storage: { size: "50Gi", storageClass: "fast" } },
            },
            production,
        );
        expect([sampling.percent, [...sampling.workloads]]).to.deep.equal([
            5,
            [
                ["bank/accounts", 1],
                ["shop/web", 10],
            ],
        ]);
        expect(accessLog).to.equal("errors");
        // Jaeger's durations are Go's, which have no days.
        expect(jaeger).to.deep.include({
            retention: "168h",
            storage: { kind: "badger", size: "50Gi", storageClass: "fast" },
        });
    });

    it("takes its sizes from the scale, and each that is written instead", () => {
        const { collector, prometheus, loki } = observabilityOf({
            scale: "medium",
            collector: { replicas: 7, resources: { memory: "2Gi", memoryLimit: "2Gi" } },
            prometheus: { size: "1Ti" },
        });
        const { medium } = scalePresets;
        expect(collector).to.deep.include({
            replicas: 7,
            memoryLimitMib: medium.collector.memoryLimitMib,
            resources: { ...medium.collector.resources, memory: "2Gi", memoryLimit: "2Gi" },
        });
        expect(prometheus).to.deep.include({ size: "1Ti", resources: medium.prometheus.resources });
        expect(loki).to.deep.include({ size: medium.loki.size, retention: "336h" });
    });

    it("gives Badger one pod at every scale, and another storage as many as the scale has", () => {
        const replicas = (jaeger: object) => {
            const built = observabilityOf({ scale: "medium", jaeger }).jaeger;
            return built.mode === "install" ? built.replicas : undefined;
        };
        expect(replicas({})).to.equal(1);
        expect(
            replicas({ storage: { kind: "opensearch", url: "https://search.example.com:9200" } }),
        ).to.equal(scalePresets.medium.jaeger.replicas);
    });

    it("finds parts that exist by host and port, and their namespace in the host", () => {
        const { collector, prometheus, grafana, kiali } = observabilityOf({
            collector: { mode: "existing", host: "otel.tracing.svc.cluster.local", port: 4317 },
            prometheus: {
                mode: "existing",
                host: "prom.example.com",
                port: 443,
                tls: true,
                namespace: "agents",
            },
            grafana: { mode: "existing", host: "grafana.monitoring.svc.cluster.local", port: 80 },
            kiali: { mode: "off" },
        });
        expect(collector).to.deep.equal({
            mode: "existing",
            host: "otel.tracing.svc.cluster.local",
            port: 4317,
            tls: false,
            namespace: "tracing",
        });
        expect(prometheus).to.deep.equal({
            mode: "existing",
            host: "prom.example.com",
            port: 443,
            tls: true,
            namespace: "agents",
        });
        expect(grafana).to.deep.include({ mode: "existing", dashboardLabels: { grafana_dashboard: "1" } });
        expect(kiali).to.deep.equal({ mode: "off" });
    });

    it("has each scale hold more than the one below, with the collector's limiter under its container's limit", () => {
        const scales = [scalePresets.small, scalePresets.medium, scalePresets.large];
        for (const { collector } of scales) {
            const limit = collector.resources.memoryLimit;
            const mebibytes = Number.parseInt(limit, 10) * (limit.endsWith("Gi") ? 1024 : 1);
            expect(collector.memoryLimitMib * 1.2 + 64).to.be.at.most(mebibytes);
        }
        const replicas = scales.map(({ collector }) => collector.replicas);
        expect(replicas).to.deep.equal([...replicas].sort((left, right) => left - right));
    });
});
