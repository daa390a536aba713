import { expect } from "chai";
import type { JaegerInstall, Observability } from "../../../components/graph/observability";
import { jaegerManifests } from "../../../components/observability/jaeger";
import { contextOf, observabilityOf } from "../support/contexts";
import { containerOf, kindsAndNames, named, podOf } from "../support/objects";

const mesh = { namespaces: [] };
const usual = observabilityOf().jaeger as { mode: "install" } & JaegerInstall;
const search = {
    kind: "opensearch",
    url: "https://search.example.com:9200",
    secret: "search",
    indexPrefix: "jaeger",
} as const;

function jaeger(more: Partial<JaegerInstall> = {}, rest: Partial<Observability> = {}) {
    return jaegerManifests(contextOf(mesh, { jaeger: { ...usual, ...more }, ...rest }));
}

describe("Jaeger, installed", () => {
    it("is one pod that owns its disk where it keeps traces in Badger (TRC-21)", () => {
        expect(kindsAndNames(jaeger())).to.deep.equal([
            "ServiceAccount jaeger",
            "ConfigMap jaeger",
            "ConfigMap jaeger-sampling",
            "PersistentVolumeClaim jaeger",
            "Service jaeger",
            "Deployment jaeger",
        ]);
        for (const replicas of [1, 3]) {
            expect(named(jaeger({ replicas }), "Deployment jaeger").spec).to.deep.include({
                replicas: 1,
                strategy: { type: "Recreate" },
            });
        }
    });

    it("is several pods without a disk where several can share the storage", () => {
        const manifests = jaeger({ replicas: 3, storage: search });
        expect(kindsAndNames(manifests)).to.not.include("PersistentVolumeClaim jaeger");
        expect(named(manifests, "Deployment jaeger").spec).to.deep.include({
            replicas: 3,
            strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
        });
    });

    it("gets its storage's credentials from the Secret, and no file has them", () => {
        const manifests = jaeger({ storage: search });
        expect(containerOf(podOf(manifests, "Deployment jaeger")).env).to.deep.include({
            name: "STORAGE_PASSWORD",
            valueFrom: { secretKeyRef: { name: "search", key: "password" } },
        });
        expect(named(manifests, "ConfigMap jaeger").data?.["config.yaml"]).to.contain(
            `\${env:STORAGE_PASSWORD}`,
        );
    });

    it("has an ingester between Kafka and storage", () => {
        const kafka = { brokers: ["kafka.example.com:9092"], topic: "spans" };
        const manifests = jaeger({ replicas: 2, storage: search, kafka });
        expect(kindsAndNames(manifests).slice(-3)).to.deep.equal([
            "ServiceAccount jaeger-ingester",
            "ConfigMap jaeger-ingester",
            "Deployment jaeger-ingester",
        ]);
        expect(named(manifests, "ConfigMap jaeger").data?.["config.yaml"]).to.contain("exporters:\n  kafka:");
        expect(named(manifests, "ConfigMap jaeger-ingester").data?.["config.yaml"]).to.contain(
            "receivers:\n  kafka:",
        );
    });

    it("keeps traces for days as Go counts them", () => {
        expect(named(jaeger({ retention: "14d" }), "ConfigMap jaeger").data?.["config.yaml"]).to.contain(
            "spans: 336h",
        );
    });

    it("is probed and scraped on the ports of a collector (TRC-03)", () => {
        const pod = podOf(jaeger(), "Deployment jaeger");
        expect(containerOf(pod).readinessProbe.httpGet).to.deep.equal({ path: "/status", port: 13133 });
        expect(pod.metadata.annotations).to.include({
            "traffic.sidecar.istio.io/excludeInboundPorts": "8888",
        });
    });

    it("has the sampling of the settings in one ConfigMap, which changes alone and restarts nothing", () => {
        const sampling = (percent: number) => jaeger({}, { sampling: { percent, workloads: new Map() } });
        const [before, after] = [sampling(5), sampling(6)];
        const changed = before.filter((each, at) => JSON.stringify(each) !== JSON.stringify(after[at]));
        expect(kindsAndNames(changed)).to.deep.equal(["ConfigMap jaeger-sampling"]);
    });

    for (const part of [
        { mode: "off" },
        { mode: "existing", host: "jaeger.example.com", port: 4317, tls: true },
    ] as const) {
        it(`is no workload where it is ${part.mode}`, () => {
            expect(jaegerManifests(contextOf(mesh, { jaeger: part }))).to.deep.equal([]);
        });
    }
});
