import { growing, type ScenarioOf, steady } from "./model";

const collector = 'job="otel-collector",pod="otel-collector-1"';

/** The stack's own failures. */
export const telemetryScenarios: Readonly<Record<string, ScenarioOf>> = {
    CollectorRefusesSpans: counter(`otelcol_receiver_refused_spans_total{${collector},receiver="otlp"}`),
    CollectorExportFails: counter(`otelcol_exporter_send_failed_spans_total{${collector},exporter="otlp"}`),
    CollectorQueueFilling: ({ threshold }) => ({
        fires: queue(threshold * 1.2),
        silent: queue(threshold * 0.75),
    }),
    JaegerStorageErrors: counter(
        'jaeger_storage_requests_total{job="jaeger",operation="find_traces",result="err"}',
    ),
    LogsNotShipped: counter(
        'otelcol_exporter_send_failed_log_records_total{job="otel-logs",pod="a",exporter="otlphttp"}',
    ),
    LogsDiscarded: counter('loki_discarded_samples_total{reason="rate_limited"}'),
    // There is nothing that silences it but a Prometheus that evaluates nothing.
    Watchdog: () => ({ fires: {}, silent: {} }),
    TargetDown: () => ({
        fires: { 'up{job="jaeger",namespace="observability",instance="a"}': steady(0) },
        silent: { 'up{job="jaeger",namespace="observability",instance="a"}': steady(1) },
    }),
    RuleEvaluationFails: counter('prometheus_rule_evaluation_failures_total{rule_group="a"}'),
    RuleEvaluationSlow: ({ threshold }) => ({
        fires: evaluation(threshold * 1.5),
        silent: evaluation(threshold * 0.75),
    }),
    AlertsNotDelivered: () => ({
        fires: {
            'prometheus_notifications_errors_total{alertmanager="a"}': growing(1),
            prometheus_notifications_dropped_total: steady(0),
        },
        silent: {
            'prometheus_notifications_errors_total{alertmanager="a"}': steady(3),
            prometheus_notifications_dropped_total: steady(0),
        },
    }),
    PrometheusConfigurationRefused: () => ({
        fires: { prometheus_config_last_reload_successful: steady(0) },
        silent: { prometheus_config_last_reload_successful: steady(1) },
    }),
    RemoteWriteFails: counter("prometheus_remote_storage_samples_failed_total"),
    TooManySeries: ({ threshold }) => ({
        fires: { prometheus_tsdb_head_series: `${threshold * 1.5}x100` },
        silent: { prometheus_tsdb_head_series: `${threshold * 0.75}x100` },
        at: "90m",
    }),
    NotificationsFail: counter('alertmanager_notifications_failed_total{integration="slack"}'),
    AlertmanagerConfigurationRefused: () => ({
        fires: { alertmanager_config_last_reload_successful: steady(0) },
        silent: { alertmanager_config_last_reload_successful: steady(1) },
    }),
};

/** A counter that is there from the start: it grows, or it has grown some time ago. */
function counter(series: string): ScenarioOf {
    return () => ({ fires: { [series]: growing(3) }, silent: { [series]: steady(3) } });
}

function queue(share: number) {
    return {
        [`otelcol_exporter_queue_size{${collector},exporter="otlp"}`]: steady(1000 * share),
        [`otelcol_exporter_queue_capacity{${collector},exporter="otlp"}`]: steady(1000),
    };
}

function evaluation(share: number) {
    return {
        'prometheus_rule_group_last_duration_seconds{rule_group="a"}': steady(30 * share),
        'prometheus_rule_group_interval_seconds{rule_group="a"}': steady(30),
    };
}
