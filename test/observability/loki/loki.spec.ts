import { expect } from "chai";
import { lokiManifests } from "../../../components/observability/loki";
import { lokiConfig } from "../../../components/observability/loki/lokiConfig";
import { contextOf, observabilityOf } from "../support/contexts";
import { containerOf, kindsAndNames, named, podOf } from "../support/objects";

const mesh = { namespaces: [] };
const { loki: usual } = observabilityOf();

describe("Loki's configuration", () => {
    const config = lokiConfig({
        host: "10.0.0.1",
        ports: { http: 3100, grpc: 9096 },
        folder: "/data",
        retention: "168h",
    });

    it("deletes what is older than the retention, which takes a compactor that is told to", () => {
        expect(config.limits_config.retention_period).to.equal("168h");
        expect(config.compactor).to.deep.equal({
            working_directory: "/data/compactor",
            retention_enabled: true,
            delete_request_store: "filesystem",
        });
    });

    it("indexes four names and no other, because each combination is a stream", () => {
        expect(config.limits_config.otlp_config.resource_attributes).to.deep.equal({
            ignore_defaults: true,
            attributes_config: [
                {
                    action: "index_label",
                    attributes: [
                        "service.name",
                        "k8s.namespace.name",
                        "k8s.container.name",
                        "deployment.environment.name",
                    ],
                },
            ],
        });
    });

    it("listens for others on HTTP alone, and tells nobody about itself", () => {
        expect(config.server).to.deep.include({
            http_listen_address: "10.0.0.1",
            grpc_listen_address: "127.0.0.1",
        });
        expect(config.analytics).to.deep.equal({ reporting_enabled: false });
    });
});

describe("Loki, installed", () => {
    const manifests = lokiManifests(contextOf(mesh));

    it("is one pod that owns its disk", () => {
        expect(kindsAndNames(manifests)).to.deep.equal([
            "ServiceAccount loki",
            "ConfigMap loki",
            "PersistentVolumeClaim loki",
            "Service loki",
            "Deployment loki",
        ]);
        expect(named(manifests, "Deployment loki").spec).to.deep.include({
            replicas: 1,
            strategy: { type: "Recreate" },
        });
    });

    it("listens on localhost too, where the proxy's agent asks for its metrics", () => {
        const pod = podOf(manifests, "Deployment loki");
        const container = containerOf(pod);
        expect(named(manifests, "ConfigMap loki").data?.["config.yaml"]).to.contain(
            'http_listen_address: ""',
        );
        expect(pod.metadata.annotations).to.include({
            "prometheus.io/scrape": "true",
            "prometheus.io/path": "/metrics",
            "prometheus.io/port": "3100",
        });
        expect(container.readinessProbe.httpGet).to.deep.equal({ path: "/ready", port: 3100 });
    });

    it("keeps lines for days as Go counts them", () => {
        const kept = lokiManifests(
            contextOf(mesh, { loki: { ...(usual as typeof usual & { mode: "install" }), retention: "14d" } }),
        );
        expect(named(kept, "ConfigMap loki").data?.["config.yaml"]).to.contain("retention_period: 336h");
    });

    for (const part of [
        { mode: "off" },
        { mode: "existing", host: "loki.example.com", port: 443, tls: true },
    ] as const) {
        it(`is no workload where it is ${part.mode}`, () => {
            expect(lokiManifests(contextOf(mesh, { loki: part }))).to.deep.equal([]);
        });
    }
});
