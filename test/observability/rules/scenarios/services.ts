import type { Alert } from "../../../../components/observability/rules";
import { growing, type Scenario, type ScenarioOf, steady } from "./model";

const service = 'destination_service_namespace="shop",destination_service_name="web"';
const cluster =
    'namespace="shop",app="web",pod="web-1",cluster_name="outbound|80||payments.shop.svc.cluster.local"';

/** Requests of one service, their faults and their durations, and pools of its callers. */
export const serviceScenarios: Readonly<Record<string, ScenarioOf>> = {
    IstioHighRequestLatency: ({ threshold }) => ({
        fires: latency(threshold, 0.4),
        silent: latency(threshold, 0.6),
    }),
    IstioCircuitBreakerOpen: () => ({
        fires: {
            [`envoy_cluster_circuit_breakers_default_cx_open{${cluster}}`]: steady(0),
            [`envoy_cluster_circuit_breakers_default_rq_pending_open{${cluster}}`]: steady(1),
        },
        silent: {
            [`envoy_cluster_circuit_breakers_default_cx_open{${cluster}}`]: steady(0),
            [`envoy_cluster_circuit_breakers_default_rq_pending_open{${cluster}}`]: steady(0),
        },
    }),
    ConnectionPoolOverflow: () => ({
        fires: { [`envoy_cluster_upstream_rq_pending_overflow{${cluster}}`]: growing(6) },
        silent: { [`envoy_cluster_upstream_rq_pending_overflow{${cluster}}`]: steady(6) },
    }),
    EndpointsEjected: () => ({
        fires: { [`envoy_cluster_outlier_detection_ejections_active{${cluster}}`]: steady(1) },
        silent: { [`envoy_cluster_outlier_detection_ejections_active{${cluster}}`]: steady(0) },
    }),
    RetryRatioHigh: ({ threshold }) => ({
        fires: tries(threshold * 1.5),
        silent: tries(threshold * 0.75),
    }),
    ConnectionPoolNearlyFull: (alert) => {
        const limit = Number(/\/ (\d+) >/.exec(alert.expr(alert.threshold))?.[1]);
        const { service: name = "", service_namespace: namespace = "" } = alert.labels ?? {};
        const pool = `envoy_cluster_upstream_cx_active{namespace="a",app="b",pod="c",cluster_name="outbound|80||${name}.${namespace}.svc.cluster.local"}`;
        const other = pool.replace(`||${name}.`, `||x${name}.`);
        return {
            fires: { [pool]: steady(limit * alert.threshold * 1.2) },
            silent: {
                [pool]: steady(limit * alert.threshold * 0.75),
                // A service whose name only ends alike has a pool of its own.
                [other]: steady(limit * alert.threshold * 1.2),
            },
        };
    },
    AvailabilityBudgetBurn: (alert) => {
        const own = labelsOf(alert);
        return burning(alert, (ratio) => ({
            [`istio_requests_total{reporter="source",${own},response_code="200",response_flags="-"}`]:
                perMinute(1000 * (1 - ratio)),
            [`istio_requests_total{reporter="source",${own},response_code="503",response_flags="UF"}`]:
                perMinute(1000 * ratio),
            // The server knows nothing of calls that never came.
            [`istio_requests_total{reporter="destination",${own},response_code="200",response_flags="-"}`]:
                perMinute(1000 * (1 - ratio)),
        }));
    },
    LatencyBudgetBurn: (alert) => {
        const own = labelsOf(alert);
        const within = /^(\d+) ms/.exec(alert.summary)?.[1] ?? "";
        const duration = "istio_request_duration_milliseconds_bucket";
        return burning(alert, (ratio) => ({
            [`istio_requests_total{reporter="source",${own},response_code="200"}`]: perMinute(1000),
            [`${duration}{reporter="source",${own},le="${within}.0"}`]: perMinute(1000 * (1 - ratio)),
            [`${duration}{reporter="source",${own},le="+Inf"}`]: perMinute(1000),
        }));
    },
    MeshAvailabilityBurn: (alert) =>
        burning(alert, (ratio) => ({
            'istio_requests_total{reporter="source",destination_service_namespace="core",destination_service_name="x",response_code="200"}':
                perMinute(1000 * (1 - ratio)),
            'istio_requests_total{reporter="source",destination_service_namespace="core",destination_service_name="x",response_code="500"}':
                perMinute(1000 * ratio),
        })),
};

function labelsOf({ labels = {} }: Alert): string {
    return `destination_service_namespace="${labels["namespace"]}",destination_service_name="${labels["service"]}"`;
}

/** Half of the limit above it, as far as there is room below everything, and a quarter below it. */
function burning(alert: Alert, series: (ratio: number) => Readonly<Record<string, string>>): Scenario {
    const limit = Number(/> ([0-9.e-]+) and/.exec(alert.expr(alert.threshold))?.[1]);
    return {
        fires: series(Math.min(limit * 1.5, (limit + 1) / 2)),
        silent: series(limit * 0.75),
        at: "8h",
        evaluation: "5m",
    };
}

function perMinute(rate: number): string {
    return `0+${Number(rate.toPrecision(9))}x480`;
}

/** Half of the requests are faster than the share says, of a histogram with one bound inside. */
function latency(bound: number, share: number): Readonly<Record<string, string>> {
    const bucket = (le: string) =>
        `istio_request_duration_milliseconds_bucket{reporter="destination",${service},le="${le}"}`;
    return {
        [bucket(`${bound / 2}.0`)]: growing(share === 0.4 ? 5 : 10),
        [bucket(`${bound}.0`)]: growing(100 * share),
        [bucket(`${bound * 2}.0`)]: growing(100),
        [bucket("+Inf")]: growing(100),
    };
}

function tries(ratio: number): Readonly<Record<string, string>> {
    return {
        [`envoy_cluster_upstream_rq_retry{${cluster}}`]: growing(100 * ratio),
        [`envoy_cluster_upstream_rq_total{${cluster}}`]: growing(100 * (1 + ratio)),
    };
}
