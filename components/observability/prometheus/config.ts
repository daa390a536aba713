import { podDiscovery, podRelabelings } from "./discovery";
import type { PrometheusSettings, ScrapeJob } from "./settings";

const account = "/var/run/secrets/kubernetes.io/serviceaccount";

/**
 * `prometheus.yml`. Samples that carry the spans they were counted with (exemplars) and times they were created at are
 * asked for as OpenMetrics; who answers without a type is taken for Prometheus' own text.
 */
export function prometheusConfig(settings: PrometheusSettings): Readonly<Record<string, unknown>> {
    const { scrapeInterval, externalLabels, jobs, ruleFiles, alertmanager, remoteWrite } = settings;
    return {
        global: {
            scrape_interval: scrapeInterval,
            evaluation_interval: scrapeInterval,
            external_labels: externalLabels,
        },
        rule_files: ruleFiles,
        ...(alertmanager === undefined
            ? {}
            : {
                  alerting: {
                      alertmanagers: [
                          {
                              scheme: alertmanager.scheme,
                              static_configs: [{ targets: [alertmanager.address] }],
                          },
                      ],
                  },
              }),
        ...(remoteWrite === undefined ? {} : { remote_write: [writer(remoteWrite)] }),
        scrape_configs: jobs.map(scrapeConfig),
    };
}

function writer({ url, credentials }: NonNullable<PrometheusSettings["remoteWrite"]>) {
    return {
        url,
        send_exemplars: true,
        ...(credentials === undefined
            ? {}
            : {
                  basic_auth: {
                      username_file: `${credentials}/username`,
                      password_file: `${credentials}/password`,
                  },
              }),
    };
}

function scrapeConfig({ name, path, honorLabels, targets, metricRelabelings = [] }: ScrapeJob) {
    return {
        job_name: name,
        ...(path === undefined ? {} : { metrics_path: path }),
        ...(honorLabels ? { honor_labels: true } : {}),
        fallback_scrape_protocol: "PrometheusText0.0.4",
        ...discovery(targets),
        ...(metricRelabelings.length === 0 ? {} : { metric_relabel_configs: metricRelabelings }),
    };
}

function discovery(targets: ScrapeJob["targets"]): Readonly<Record<string, unknown>> {
    switch (targets.kind) {
        case "static":
            return { static_configs: [{ targets: targets.addresses }] };
        case "pods":
            return {
                kubernetes_sd_configs: [podDiscovery(targets.pods)],
                relabel_configs: podRelabelings(targets.pods),
            };
        case "nodes":
            return {
                scheme: "https",
                authorization: { credentials_file: `${account}/token` },
                // A kubelet's certificate is its own in most clusters, and names no authority.
                tls_config: { insecure_skip_verify: true },
                kubernetes_sd_configs: [{ role: "node" }],
                relabel_configs: [
                    {
                        source_labels: ["__meta_kubernetes_node_name"],
                        target_label: "node",
                        action: "replace",
                    },
                ],
            };
    }
}
