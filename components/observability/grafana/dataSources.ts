import { addressOf } from "../addresses";
import { yamlText } from "../configText";
import type { ObservabilityContext } from "../context";

/** Uids of the provisioned data sources: dashboards, and links from one to the other, name them. */
export const dataSources = {
    prometheus: "prometheus",
    jaeger: "jaeger",
    loki: "loki",
    alertmanager: "alertmanager",
} as const;
type DataSource = keyof typeof dataSources;

/** How far around a span its log lines and its metrics are looked for: clocks differ, and lines come late. */
const around = { spanStartTimeShift: "-5m", spanEndTimeShift: "5m" } as const;

/**
 * Grafana's data sources (DSH-05), each one only where there is something to read. Grafana expands `$NAME` in this file
 * as the environment's, so a dollar that is meant for a query is written twice.
 */
export function dataSourcesFile(context: ObservabilityContext): string {
    const known = (Object.keys(dataSources) as DataSource[]).flatMap((name) => {
        const url = addressOf(name, context);
        return url === undefined ? [] : [{ name, url }];
    });
    const has = (name: DataSource) => known.some((each) => each.name === name);
    return yamlText({
        apiVersion: 1,
        // What is provisioned no longer must not stay behind.
        prune: true,
        datasources: known.map(({ name, url }) => ({
            name: titles[name],
            uid: dataSources[name],
            type: name,
            access: "proxy",
            url,
            isDefault: name === "prometheus",
            editable: false,
            jsonData: escaped(jsonData[name](context, has)),
        })),
    });
}

const titles: Readonly<Record<DataSource, string>> = {
    prometheus: "Prometheus",
    jaeger: "Jaeger",
    loki: "Loki",
    alertmanager: "Alertmanager",
};

type JsonData = (context: ObservabilityContext, has: (name: DataSource) => boolean) => object;

const jsonData: Readonly<Record<DataSource, JsonData>> = {
    prometheus: ({ observability: { prometheus } }, has) => ({
        httpMethod: "POST",
        // The unit of `$__rate_interval`: four of these, or a rate would see one sample and be nothing.
        timeInterval: prometheus.mode === "install" ? prometheus.scrapeInterval : "30s",
        ...(has("alertmanager") ? { alertmanagerUid: dataSources.alertmanager } : {}),
        ...(has("jaeger")
            ? { exemplarTraceIdDestinations: [{ name: "trace_id", datasourceUid: dataSources.jaeger }] }
            : {}),
    }),
    jaeger: (_, has) => ({
        nodeGraph: { enabled: true },
        ...(has("loki") ? { tracesToLogsV2: tracesToLogs } : {}),
        ...(has("prometheus") ? { tracesToMetrics } : {}),
    }),
    loki: (_, has) => ({
        ...(has("jaeger") ? { derivedFields } : {}),
    }),
    alertmanager: () => ({ implementation: "prometheus", handleGrafanaManagedAlerts: false }),
};

/**
 * From a span to log lines of the same request (DSH-06, TRC-20): by the trace, which lines have where a header or an
 * application says it, and by the request's id, which Envoy puts on each of its spans and into each of its lines.
 */
const tracesToLogs = {
    datasourceUid: dataSources.loki,
    ...around,
    filterByTraceID: false,
    filterBySpanID: false,
    customQuery: true,
    query:
        `{k8s_namespace_name="${variable('__span.tags["istio.namespace"]')}"} ` +
        `| trace_id=\`${variable("__span.traceId")}\` or request_id=\`${variable('__span.tags["guid:x-request-id"]')}\``,
};

/** From a span to the rate, the faults and the times of the service that it is of (TRC-20). */
const tracesToMetrics = {
    datasourceUid: dataSources.prometheus,
    ...around,
    tags: [
        { key: "istio.canonical_service", value: "destination_canonical_service" },
        { key: "istio.namespace", value: "destination_workload_namespace" },
    ],
    queries: [
        {
            name: "Requests",
            query: 'sum(rate(istio_requests_total{reporter="destination", $__tags}[5m]))',
        },
        {
            name: "Faults",
            query: 'sum(rate(istio_requests_total{reporter="destination", response_code=~"5..", $__tags}[5m]))',
        },
        {
            name: "99 % within",
            query: 'histogram_quantile(0.99, sum by (le) (rate(istio_request_duration_milliseconds_bucket{reporter="destination", $__tags}[5m])))',
        },
    ],
};

/** From a line to its trace (LOG-06): the log agent puts the trace beside every line whose request carried one. */
const derivedFields = [
    {
        name: "Trace",
        matcherType: "label",
        matcherRegex: "trace_id",
        url: variable("__value.raw"),
        urlDisplayLabel: "Show the trace",
        datasourceUid: dataSources.jaeger,
    },
];

/** One of Grafana's own, which it fills in when a link is made. */
function variable(name: string): string {
    return `\${${name}}`;
}

/** Every `$` doubled, at any depth. */
function escaped(value: unknown): unknown {
    if (typeof value === "string") {
        return value.replaceAll("$", "$$$$");
    }
    if (Array.isArray(value)) {
        return value.map(escaped);
    }
    return value !== null && typeof value === "object"
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, escaped(each)]))
        : value;
}
