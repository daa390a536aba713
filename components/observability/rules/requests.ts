import type { GraphNamespace, Service } from "../../graph";
import type { Recording, RuleGroup } from "./model";
import { bound } from "./promql";

/** What every series of a service is told apart by. */
export const serviceLabels = ["destination_service_namespace", "destination_service_name"] as const;
const by = `by (${serviceLabels.join(", ")})`;

export const records = {
    requests: "service:istio_requests:rate5m",
    errors: "service:istio_requests_error:rate5m",
    errorRatio: "service:istio_requests_error:ratio_rate5m",
    /** Requests within the bound that the service's objective names; only where it names one. */
    timely: "service:istio_requests_timely:rate5m",
    /** Those that took longer, or too long to be counted. */
    late: "service:istio_requests_late:rate5m",
    p50: "service:istio_request_duration_milliseconds:p50_rate5m",
    p99: "service:istio_request_duration_milliseconds:p99_rate5m",
    connections: "service:istio_tcp_connections_opened:rate5m",
} as const;

/**
 * Faults of the server: 5xx, and of gRPC the codes that say so, which come with a 200 (unknown, deadline exceeded,
 * internal, unavailable, data loss). A caller that hangs up (response code 0, flag DC) is not the server's fault.
 */
const faults = ['response_code=~"5.."', 'grpc_response_status=~"2|4|13|14|15"'];

/**
 * What a namespace's services answer, as their callers see it: only the caller's proxy knows of a server that never
 * answered (UF, NR, UO). Where no caller of a service has a proxy, its own proxy is believed.
 */
export function requestRecordings(namespace: GraphNamespace, services: readonly Service[]): RuleGroup {
    const own = `destination_service_namespace="${namespace.name}"`;
    return {
        name: `requests.${namespace.name}`,
        rules: [
            {
                record: records.requests,
                expr: preferred((reporter) => rate("istio_requests_total", reporter, own)),
            },
            { record: records.errors, expr: preferred((reporter) => errorRate(reporter, own)) },
            {
                record: records.errorRatio,
                expr: `${ofNamespace(records.errors, own)} / ${ofNamespace(records.requests, own)}`,
            },
            ...[0.5, 0.99].map((share) => ({
                record: share === 0.5 ? records.p50 : records.p99,
                expr: quantile(share, own),
            })),
            {
                record: records.connections,
                expr: preferred((reporter) => rate("istio_tcp_connections_opened_total", reporter, own)),
            },
            ...services.flatMap(timely),
        ],
    };
}

function timely({ namespace, name, slo }: Service): Recording[] {
    if (slo?.latency === undefined) {
        return [];
    }
    const own = `destination_service_namespace="${namespace}", destination_service_name="${name}"`;
    const within = bound(slo.latency.withinMs);
    return [
        {
            record: records.timely,
            expr: preferred((reporter) =>
                rate("istio_request_duration_milliseconds_bucket", reporter, `${own}, ${within}`),
            ),
        },
        { record: records.late, expr: `${records.requests}{${own}} - ${records.timely}{${own}}` },
    ];
}

type Reporter = "source" | "destination";

function preferred(expression: (reporter: Reporter) => string): string {
    return `${expression("source")} or ${expression("destination")}`;
}

function rate(metric: string, reporter: Reporter, selector: string): string {
    return `sum ${by} (rate(${metric}{reporter="${reporter}", ${selector}}[5m]))`;
}

/** Zero where there were requests and no fault, so that it is compared with the same reporter's requests. */
function errorRate(reporter: Reporter, selector: string): string {
    const selected = faults.map(
        (fault) => `rate(istio_requests_total{reporter="${reporter}", ${selector}, ${fault}}[5m])`,
    );
    return `(sum ${by} (${selected.join(" or ")}) or 0 * ${rate("istio_requests_total", reporter, selector)})`;
}

function quantile(share: number, selector: string): string {
    const buckets = `rate(istio_request_duration_milliseconds_bucket{reporter="destination", ${selector}}[5m])`;
    return `histogram_quantile(${share}, sum by (le, ${serviceLabels.join(", ")}) (${buckets}))`;
}

function ofNamespace(record: string, own: string): string {
    return `${record}{${own}}`;
}
