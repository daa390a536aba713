import type { ObservabilityContext } from "../context";
import { names, ports } from "../names";
import { counterName } from "./counterNames";
import { proxyRelabelings } from "./keptMetrics";
import type { ScrapeJob } from "./settings";

export const kubeletPort = 10_250;
export const certManagerPort = 9402;

const proxies = { path: "/stats/prometheus", metricRelabelings: proxyRelabelings } as const;
/** The injector's own label, on every pod with a proxy. */
const injected = "security.istio.io/tlsMode=istio";

const kubelet: ScrapeJob = {
    name: "kubelet",
    path: "/metrics/cadvisor",
    honorLabels: true,
    targets: { kind: "nodes" },
    // Of sixty for each container: the two that sidecars are measured by (SLO-03, SLO-04).
    metricRelabelings: [keep("container_cpu_usage_seconds_total|container_memory_working_set_bytes")],
};

/**
 * What is scraped (MET-01 to MET-06, MET-12). What the stack's own parts say on ports that are the mesh's (Alertmanager,
 * Grafana, Loki) comes merged with their proxies' and therefore by `envoy-stats`.
 */
export function scrapeJobs(context: ObservabilityContext): ScrapeJob[] {
    const { observability, graph, rootNamespace } = context;
    const jobs: ScrapeJob[] = [
        { name: names.prometheus, targets: { kind: "static", addresses: [`localhost:${ports.prometheus}`] } },
        {
            name: "istiod",
            targets: {
                kind: "pods",
                pods: { namespace: rootNamespace, selector: "app=istiod", port: ports.istiodMetrics },
            },
        },
        ...[...graph.platform.gateways.values()].map(
            ({ name, namespace, selector }): ScrapeJob => ({
                name,
                ...proxies,
                targets: {
                    kind: "pods",
                    pods: { namespace, selector: labelSelector(selector), port: ports.mergedMetrics },
                },
            }),
        ),
        {
            name: "envoy-stats",
            ...proxies,
            targets: {
                kind: "pods",
                pods: {
                    selector: [injected, ...withoutGateways(context)].join(","),
                    port: ports.mergedMetrics,
                },
            },
        },
        ...partJobs(context),
        ...(graph.platform.certManager === undefined
            ? []
            : [
                  {
                      name: "cert-manager",
                      // A certificate's namespace is not the controller's.
                      honorLabels: true,
                      targets: {
                          kind: "pods" as const,
                          pods: {
                              namespace: graph.platform.certManager.namespace,
                              selector:
                                  "app.kubernetes.io/component=controller,app.kubernetes.io/name=cert-manager",
                              port: certManagerPort,
                          },
                      },
                      metricRelabelings: [keep("certmanager_certificate_.*")],
                  },
              ]),
        ...(observability.prometheus.mode === "install" ? [kubelet] : []),
    ];
    return jobs;
}

function partJobs({ observability }: ObservabilityContext): ScrapeJob[] {
    const { namespace, exporters } = observability;
    const own = (name: string, app: string, port: number, rest: Partial<ScrapeJob> = {}): ScrapeJob => ({
        name,
        ...rest,
        targets: { kind: "pods", pods: { namespace, selector: `app=${app}`, port } },
    });
    const here = (part: "collector" | "jaeger" | "kiali") => observability[part].mode === "install";
    const collectors = [
        ...(here("collector") ? [names.collector, names.traceCollector] : []),
        ...(here("jaeger") ? [names.jaeger, names.jaegerIngester] : []),
        ...(observability.loki.mode === "off" ? [] : [names.logAgent]),
    ];
    return [
        ...collectors.map((name) => own(name, name, ports.ownMetrics, { metricRelabelings: [counterName] })),
        ...(here("collector")
            ? [names.collector, names.traceCollector].map((name) =>
                  // `job` is the service that the spans are of.
                  own(`${name}-spans`, name, ports.spanMetrics, { honorLabels: true }),
              )
            : []),
        ...(here("kiali") ? [own(names.kiali, names.kiali, ports.kialiMetrics)] : []),
        ...(exporters.node ? [own(names.nodeExporter, names.nodeExporter, ports.nodeExporter)] : []),
        ...(["redis", "postgres", "kafka"] as const).flatMap((kind) =>
            [...exporters[kind].keys()].map((store) => {
                const name = names[`${kind}Exporter`](store);
                return own(name, name, ports[`${kind}Exporter`]);
            }),
        ),
    ];
}

function withoutGateways({ graph }: ObservabilityContext): string[] {
    const values = [...graph.platform.gateways.values()].flatMap(({ selector }) => Object.values(selector));
    return values.length === 0 ? [] : [`istio notin (${[...new Set(values)].sort().join(",")})`];
}

function labelSelector(labels: Readonly<Record<string, string>>): string {
    return Object.entries(labels)
        .map((pair) => pair.join("="))
        .join(",");
}

function keep(regex: string) {
    return { source_labels: ["__name__"], regex, action: "keep" };
}

/** Ports that Prometheus calls past its proxy, ascending: pods answer there in plain text, and are no services. */
export function scrapedPorts(jobs: readonly ScrapeJob[]): number[] {
    const all = jobs.flatMap(({ targets }) =>
        targets.kind === "pods" ? [targets.pods.port] : targets.kind === "nodes" ? [kubeletPort] : [],
    );
    return [...new Set(all)].sort((left, right) => left - right);
}
