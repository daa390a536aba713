import { expect } from "chai";
import { parse } from "yaml";
import { prometheusManifests } from "../../../components/observability/prometheus";
import { scrapedPorts, scrapeJobs } from "../../../components/observability/prometheus/jobs";
import { settingsOf } from "../../../components/observability/prometheus/manifests";
import { shippedContext } from "../support/shipped";

const context = shippedContext("prod");
const objects = prometheusManifests(context);
const named = (kind: string, name: string) =>
    objects.find((each) => each.kind === kind && each.metadata.name === name);
interface Pod {
    readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
    readonly spec: {
        readonly containers: readonly { readonly args: readonly string[] }[];
        readonly volumes: readonly Readonly<Record<string, unknown>>[];
    };
}
const template = (named("Deployment", "prometheus")?.spec as { readonly template: Pod } | undefined)
    ?.template;
const jobs = new Map(scrapeJobs(context).map((job) => [job.name, job]));

describe("Prometheus as it is installed", () => {
    it("has a job for everything that is to be scraped (MET-01 to MET-06)", () => {
        expect([...jobs.keys()]).to.include.members([
            "jaeger",
            "otel-collector",
            "otel-collector-spans",
            "istiod",
            "istio-ingressgateway",
            "istio-egressgateway",
            "envoy-stats",
            "kubelet",
            "prometheus",
            "otel-logs",
        ]);
        const ports = new Map(
            [...jobs].map(([name, { targets }]) => [name, targets.kind === "pods" ? targets.pods.port : 0]),
        );
        expect(ports.get("jaeger")).to.equal(8888);
        expect(ports.get("otel-collector-spans")).to.equal(8889);
        expect(ports.get("istiod")).to.equal(15014);
        expect(ports.get("istio-ingressgateway")).to.equal(15020);
        expect(ports.get("istio-egressgateway")).to.equal(15020);
        expect(ports.get("envoy-stats")).to.equal(15020);
    });

    it("scrapes a gateway in one job, not in two", () => {
        const stats = jobs.get("envoy-stats")?.targets;
        expect(stats?.kind === "pods" && stats.pods.selector).to.equal(
            "security.istio.io/tlsMode=istio,istio notin (egressgateway,ingressgateway)",
        );
    });

    it("calls what it scrapes, and the API server, past its own proxy (MET-14)", () => {
        const excluded = template?.metadata.annotations?.["traffic.sidecar.istio.io/excludeOutboundPorts"];
        const ports = excluded?.split(",").map(Number) ?? [];
        expect(ports).to.include.members([443, 6443, 15014, 15020, ...scrapedPorts([...jobs.values()])]);
        expect(ports).to.not.include(9093);
    });

    it("reads every rule file that exists, from a folder, and is not restarted by what is in them", () => {
        const rules = objects.filter(
            ({ kind, metadata }) => kind === "ConfigMap" && metadata.name.startsWith("rules-"),
        );
        const mounted = JSON.stringify(template?.spec.volumes);
        for (const { metadata } of rules) {
            expect(mounted).to.contain(`"${metadata.name}"`);
        }
        expect(template?.metadata.annotations).to.not.have.property("meshwright.io/config");
        expect(template?.spec.containers[0]?.args).to.include(
            "--enable-feature=auto-reload-config,exemplar-storage",
        );
    });

    it("may see pods and nodes and read their metrics, and nothing more", () => {
        const role = objects.find(({ kind }) => kind === "ClusterRole");
        const verbs = new Set(role?.rules?.flatMap((rule) => rule["verbs"] ?? []));
        const resources = role?.rules?.flatMap((rule) => rule["resources"] ?? []);
        expect([...verbs].sort()).to.deep.equal(["get", "list", "watch"]);
        expect(resources?.sort()).to.deep.equal(["nodes", "nodes/metrics", "pods"]);
    });

    it("drops old samples before its disk is full", () => {
        // 85 % of 50Gi.
        expect(template?.spec.containers[0]?.args).to.include("--storage.tsdb.retention.size=45634MB");
        expect(template?.spec.containers[0]?.args).to.include("--storage.tsdb.retention.time=30d");
    });

    it("says in every sample that it sends on which cluster and environment it is of", () => {
        const text = named("ConfigMap", "prometheus")?.data?.["prometheus.yml"] ?? "";
        const config = parse(text) as { global: { external_labels: object }; otlp?: object };
        expect(config.global.external_labels).to.deep.equal({ cluster: "vertice-prod", environment: "prod" });
        expect(config).to.not.have.property("otlp");
    });

    it("reads credentials of remote storage from files", () => {
        const { prometheus } = context.observability;
        if (prometheus.mode !== "install") {
            throw new Error("it is not installed");
        }
        const remote = {
            ...prometheus,
            remoteWrite: { url: "https://metrics.example.com/write", secret: "remote" },
        };
        const settings = settingsOf({
            ...context,
            observability: { ...context.observability, prometheus: remote },
        });
        expect(settings.remoteWrite).to.deep.equal({
            url: "https://metrics.example.com/write",
            credentials: "/etc/remote-write",
        });
    });
});
