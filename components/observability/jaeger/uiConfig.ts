export interface UiSettings {
    /** Where browsers reach the others; absent: no link. */
    readonly links: { readonly grafana?: string; readonly prometheus?: string };
    readonly archive: boolean;
    /** Whether Prometheus has span metrics. */
    readonly monitor: boolean;
    /** Whether dependencies are worked out while they are asked for; elsewhere a job would have to. */
    readonly dependencies: boolean;
    /** Data sources of Grafana by uid; absent where there is none. */
    readonly dataSources: { readonly loki?: string; readonly prometheus?: string };
}

export interface UiConfig {
    readonly archiveEnabled: boolean;
    readonly monitor: { readonly menuEnabled: boolean };
    readonly dependencies: { readonly menuEnabled: boolean };
    readonly menu: readonly {
        readonly label: string;
        readonly items: readonly { readonly label: string; readonly url: string }[];
    }[];
    readonly linkPatterns: readonly LinkPattern[];
}
interface LinkPattern {
    readonly type: "process" | "tags";
    readonly key: string;
    readonly url: string;
    readonly text: string;
}

/** Jaeger's user interface: the archive, and the ways from a span to what was logged and counted (TRC-14, TRC-20). */
export function uiConfig({ links, archive, monitor, dependencies, dataSources }: UiSettings): UiConfig {
    const { grafana, prometheus } = links;
    const items = [
        ...(grafana === undefined ? [] : [{ label: "Grafana", url: grafana }]),
        ...(prometheus === undefined ? [] : [{ label: "Prometheus", url: prometheus }]),
    ];
    return {
        archiveEnabled: archive,
        monitor: { menuEnabled: monitor },
        dependencies: { menuEnabled: dependencies },
        menu: items.length === 0 ? [] : [{ label: "Observability", items }],
        linkPatterns: [
            ...(grafana === undefined || dataSources.loki === undefined
                ? []
                : logLinks(grafana, dataSources.loki)),
            ...(grafana === undefined || dataSources.prometheus === undefined
                ? []
                : [metricsLink(grafana, dataSources.prometheus)]),
            ...(prometheus === undefined ? [] : [prometheusLink(prometheus)]),
        ],
    };
}

/** By the request's id, which the proxies write into tags and access logs alike (LOG-06). */
function logLinks(grafana: string, uid: string): LinkPattern[] {
    return [
        { key: "guid:x-request-id", field: "request_id" },
        { key: "x-request-id", field: "request_id" },
        { key: "x-correlation-id", field: "correlation_id" },
    ].map(({ key, field }) => ({
        type: "tags",
        key,
        url: explore(grafana, uid, `{service_name=~".+"} | ${field}="#{${key}}"`),
        text: "Access log of this request",
    }));
}

function metricsLink(grafana: string, uid: string): LinkPattern {
    return {
        type: "process",
        key: "service.name",
        url: explore(grafana, uid, callRate),
        text: "Calls of #{service.name} in Grafana",
    };
}

function prometheusLink(prometheus: string): LinkPattern {
    return {
        type: "process",
        key: "service.name",
        url: `${prometheus}/graph?g0.expr=${escaped(callRate)}&g0.tab=0`,
        text: "Calls of #{service.name} in Prometheus",
    };
}

const callRate =
    'sum by (span_name) (rate(traces_span_metrics_calls_total{service_name="#{service.name}"}[5m]))';

function explore(grafana: string, uid: string, expr: string): string {
    const panes = {
        jaeger: {
            datasource: uid,
            queries: [{ refId: "A", datasource: { uid }, expr }],
            range: { from: "now-6h", to: "now" },
        },
    };
    return `${grafana}/explore?schemaVersion=1&panes=${escaped(JSON.stringify(panes))}`;
}

/** For an address, but for the places that Jaeger fills in, which it escapes itself. */
function escaped(text: string): string {
    return text
        .split(/(#\{[^}]+\})/)
        .map((part) => (part.startsWith("#{") ? part : encodeURIComponent(part)))
        .join("");
}
