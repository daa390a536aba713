import type { RuleGroup } from "./model";
import { clusterStats } from "./neededStats";
import { serviceLabels } from "./requests";

const breakers = clusterStats
    .map(({ stat }) => /^circuit_breakers\.default\.(\w+)_open$/.exec(stat)?.[1])
    .filter((each) => each !== undefined);

/**
 * The two alerts every mesh was asked for (ALR-01 to ALR-03), so that they can fire (ALR-04): a duration is a histogram
 * and has no `quantile`, and a breaker that is open is Envoy's own statistic, one for each thing it counts.
 */
export const istioAlerts: RuleGroup = {
    name: "istio.alerts",
    rules: [
        {
            alert: "IstioHighRequestLatency",
            threshold: 1000,
            expr: (threshold) =>
                `histogram_quantile(0.5, sum by (le, ${serviceLabels.join(", ")}) (rate(istio_request_duration_milliseconds_bucket{reporter="destination"}[5m]))) > ${threshold}`,
            for: "5m",
            severity: "warning",
            page: "requests",
            summary: "half of all requests to {{ $labels.destination_service_name }} take more than a second",
            description:
                "The median of {{ $labels.destination_service_namespace }}/{{ $labels.destination_service_name }} is {{ $value | humanize }} ms. This is an outage, not the goal of 10 ms for each hop.",
        },
        {
            alert: "IstioCircuitBreakerOpen",
            threshold: 0,
            expr: (threshold) =>
                `max by (namespace, app, cluster_name) ({__name__=~"envoy_cluster_circuit_breakers_default_(${breakers.join("|")})_open", cluster_name=~"outbound.*"}) > ${threshold}`,
            for: "1m",
            severity: "critical",
            page: "requests",
            summary:
                "{{ $labels.namespace }}/{{ $labels.app }} may send no more to {{ $labels.cluster_name }}",
            description:
                "A limit of the connection pool is reached: further requests to {{ $labels.cluster_name }} are answered 503 (UO) by the caller's own proxy.",
        },
    ],
};
