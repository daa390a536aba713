import { memoryBytes } from "../../graph/quantity";
import type { Manifest } from "../../istio/types";
import { addressOf } from "../addresses";
import { estimateSeries } from "../cardinality";
import { yamlText } from "../configText";
import type { ObservabilityContext } from "../context";
import { imageOf } from "../images";
import { names, ports } from "../names";
import type { Mount, PodSettings } from "../pod";
import { ruleFiles, ruleFileText } from "../rules";
import { claim, clusterRole, configMap, deployment, service, serviceAccount } from "../workloads";
import { prometheusConfig } from "./config";
import { scrapedPorts, scrapeJobs } from "./jobs";
import { operatorManifests } from "./monitors";
import type { PrometheusSettings } from "./settings";

const folders = {
    config: "/etc/prometheus",
    rules: "/etc/prometheus-rules",
    credentials: "/etc/remote-write",
    data: "/prometheus",
} as const;
/** Servers of the API listen here, behind the Service's 443. */
const apiServerPorts = [443, 6443];
/** What may be full of the disk: writing goes on while old blocks are dropped. */
const diskShare = 0.85;

/** Prometheus with a disk of its own, or objects for the operator of one that exists. */
export function prometheusManifests(context: ObservabilityContext): Manifest[] {
    const { observability, graph } = context;
    const { prometheus, namespace, runbooks } = observability;
    const estimate = estimateSeries(graph).total;
    if (prometheus.mode !== "install") {
        return operatorManifests(context, estimate);
    }
    const name = names.prometheus;
    const jobs = scrapeJobs(context);
    const files = ruleFiles(context, estimate);
    const pod: PodSettings = {
        name,
        namespace,
        ...imageOf(observability, "prometheus"),
        args: [
            `--config.file=${folders.config}/prometheus.yml`,
            // Rules and targets change with the graph: nothing of them is worth a restart and its replay.
            "--enable-feature=auto-reload-config,exemplar-storage",
            `--storage.tsdb.path=${folders.data}`,
            `--storage.tsdb.retention.time=${prometheus.retention}`,
            `--storage.tsdb.retention.size=${Math.floor(((memoryBytes(prometheus.size) ?? 0) * diskShare) / 1e6)}MB`,
            `--web.listen-address=:${ports.prometheus}`,
            ...(observability.links.prometheus === undefined
                ? []
                : [`--web.external-url=${observability.links.prometheus}`, "--web.route-prefix=/"]),
        ],
        resources: prometheus.resources,
        containerPorts: [ports.prometheus],
        // Healthy at once; ready only when the log of writes is read again, which may take longer than any probe waits.
        probe: { path: "/-/healthy", port: ports.prometheus },
        mounts: [
            { name: "config", path: folders.config, configMap: name },
            { name: "rules", path: folders.rules, configMaps: files.map((file) => file.name) },
            ...credentials(prometheus.remoteWrite?.secret),
            { name: "data", path: folders.data, claim: name },
        ],
        directPorts: [...apiServerPorts, ...scrapedPorts(jobs)].sort((left, right) => left - right),
        apiToken: true,
        // To write down what is in memory only.
        terminationSeconds: 300,
    };
    return [
        serviceAccount(namespace, name),
        ...clusterRole(namespace, name, [
            { apiGroups: [""], resources: ["nodes", "pods"], verbs: ["get", "list", "watch"] },
            { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
        ]),
        configMap(namespace, name, { "prometheus.yml": yamlText(prometheusConfig(settingsOf(context))) }),
        ...files.map((file) =>
            configMap(namespace, file.name, { [`${file.name}.yml`]: ruleFileText(file.groups, runbooks) }),
        ),
        claim(namespace, name, prometheus),
        service(namespace, name, [{ name: "http", port: ports.prometheus, appProtocol: "http" }]),
        // It locks its disk.
        deployment(pod, { replicas: 1, strategy: "Recreate" }),
    ];
}

function credentials(secret: string | undefined): Mount[] {
    return secret === undefined ? [] : [{ name: "remote-write", path: folders.credentials, secret }];
}

/** What its configuration says in a cluster. */
export function settingsOf(context: ObservabilityContext): PrometheusSettings {
    const { prometheus, environment, cluster } = context.observability;
    const install = prometheus.mode === "install" ? prometheus : undefined;
    const alertmanager = addressOf("alertmanager", context)?.split("://");
    return {
        scrapeInterval: install?.scrapeInterval ?? "30s",
        externalLabels: { cluster, environment },
        jobs: scrapeJobs(context),
        ruleFiles: [`${folders.rules}/*.yml`],
        ...(alertmanager === undefined
            ? {}
            : {
                  alertmanager: {
                      scheme: alertmanager[0] === "https" ? "https" : "http",
                      address: alertmanager[1] ?? "",
                  },
              }),
        ...(install?.remoteWrite === undefined
            ? {}
            : {
                  remoteWrite: {
                      url: install.remoteWrite.url,
                      ...(install.remoteWrite.secret === undefined
                          ? {}
                          : { credentials: folders.credentials }),
                  },
              }),
    };
}
