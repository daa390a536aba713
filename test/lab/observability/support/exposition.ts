import { everyMetric } from "../../../observability/support/inventories";

/** Label values that panels ask for, each a series of its own; whatever stands nowhere here is `x`. */
const values: Readonly<Record<string, readonly string[]>> = {
    reporter: ["source", "destination"],
    response_code: ["200", "503"],
    response_flags: ["-", "UF"],
    connection_security_policy: ["mutual_tls", "none"],
    authz_enforce_result: ["allowed", "denied"],
    authz_dry_run_result: ["allowed", "denied"],
    le: ["10", "100", "+Inf"],
};

/** Whom calls go from and to, as the mesh of the dashboards' tests has them. */
const calls: readonly Readonly<Record<string, string>>[] = [
    ["istio-ingressgateway", "istio-ingress", "front", "shop"],
    ["front", "shop", "cart", "shop"],
    ["cart", "shop", "counts", "stock"],
    ["cart", "shop", "feed", "stock"],
    ["cart", "shop", "redis.data.example.com", "-"],
    ["cart", "shop", "BlackHoleCluster", "-"],
].map(([source = "", from = "", target = "", to = ""]) => ({
    source_workload: source,
    source_workload_namespace: from,
    destination_service: to === "-" ? target : `${target}.${to}.svc.cluster.local`,
    destination_service_name: target,
    destination_service_namespace: to === "-" ? "unknown" : to,
    destination_workload: target,
    destination_workload_namespace: to === "-" ? "unknown" : to,
    destination_version: "v1",
    cluster_name: `outbound|80||${target}.${to}.svc.cluster.local`,
    namespace: from,
    pod: `${source}-0`,
    app: source,
    resource_name: "default",
    component: "proxy",
}));

/**
 * Every metric that anybody was seen to emit, in Prometheus's own text format, with the labels it was seen with. Values
 * grow from scrape to scrape.
 */
export function exposition(scrapes: number): string {
    const lines: string[] = [];
    for (const [metric, labels] of everyMetric()) {
        if (metric !== "ALERTS" && metric !== "up" && !metric.startsWith("scrape_")) {
            const pod = /^(istio_|envoy_|pilot_|citadel_|galley_|process_)/.test(metric)
                ? ["namespace", "pod", "app"]
                : [];
            lines.push(...seriesOf(metric, [...new Set([...labels, ...pod])], scrapes));
        }
    }
    return `${lines.join("\n")}\n`;
}

function seriesOf(metric: string, labels: readonly string[], scrapes: number): readonly string[] {
    const lines = new Set<string>();
    for (const call of calls) {
        for (const chosen of combinations(labels.filter((label) => label in values))) {
            const pairs = labels.map((label) => `${label}="${chosen[label] ?? call[label] ?? "x"}"`);
            lines.add(`${metric}{${pairs.join(",")}}`);
        }
    }
    return [...lines].map((series) => `${series} ${scrapes * 10 + bucketOf(series)}`);
}

/** A larger bucket holds more. */
function bucketOf(series: string): number {
    const bound = /le="([^"]+)"/.exec(series)?.[1];
    return bound === undefined ? 1 : (values["le"] ?? []).indexOf(bound) + 1;
}

function combinations(labels: readonly string[]): readonly Readonly<Record<string, string>>[] {
    return labels.reduce<readonly Readonly<Record<string, string>>[]>(
        (sofar, label) =>
            sofar.flatMap((each) => (values[label] ?? []).map((value) => ({ ...each, [label]: value }))),
        [{}],
    );
}
