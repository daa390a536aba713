import type { Alert } from "../model";

/** What Prometheus says of itself and of what it should reach. */
export const prometheusAlerts: readonly Alert[] = [
    {
        alert: "Watchdog",
        threshold: 0,
        expr: (threshold) => `vector(1) > ${threshold}`,
        for: "0s",
        severity: "none",
        page: "telemetry",
        summary: "alerting works",
        description: "Always fires. Whoever is told of alerts should be told when this one is missing.",
    },
    {
        alert: "TargetDown",
        threshold: 0,
        expr: (threshold) => `count by (job, namespace) (up == 0) > ${threshold}`,
        for: "10m",
        severity: "warning",
        page: "telemetry",
        summary: "{{ $value }} targets of {{ $labels.job }} do not answer",
        description:
            "Nothing is measured there: rules that need it are silent, which is not the same as well.",
    },
    {
        alert: "RuleEvaluationFails",
        threshold: 0,
        expr: (threshold) =>
            `sum by (rule_group) (increase(prometheus_rule_evaluation_failures_total[5m])) > ${threshold}`,
        for: "5m",
        severity: "critical",
        page: "telemetry",
        summary: "rules of {{ $labels.rule_group }} cannot be evaluated",
        description: "Alerts of that group cannot fire.",
    },
    {
        alert: "RuleEvaluationSlow",
        threshold: 1,
        expr: (threshold) =>
            `max by (rule_group) (prometheus_rule_group_last_duration_seconds / prometheus_rule_group_interval_seconds) > ${threshold}`,
        for: "15m",
        severity: "warning",
        page: "telemetry",
        summary: "rules of {{ $labels.rule_group }} take longer than their interval",
        description: "Evaluations are left out. Give Prometheus more, or split it.",
    },
    {
        alert: "AlertsNotDelivered",
        threshold: 0,
        expr: (threshold) =>
            `sum(increase(prometheus_notifications_errors_total[5m])) + sum(increase(prometheus_notifications_dropped_total[5m])) > ${threshold}`,
        for: "10m",
        severity: "critical",
        page: "telemetry",
        summary: "Prometheus cannot hand on alerts to Alertmanager",
        description: "{{ $value | humanize }} alerts in five minutes reached nobody.",
    },
    {
        alert: "PrometheusConfigurationRefused",
        threshold: 1,
        expr: (threshold) => `min(prometheus_config_last_reload_successful) < ${threshold}`,
        for: "10m",
        severity: "warning",
        page: "telemetry",
        summary: "Prometheus did not take its new configuration",
        description: "It goes on with the old one: new rules are not there.",
    },
];

export const remoteWriteAlerts: readonly Alert[] = [
    {
        alert: "RemoteWriteFails",
        threshold: 0,
        expr: (threshold) => `sum(rate(prometheus_remote_storage_samples_failed_total[5m])) > ${threshold}`,
        for: "15m",
        severity: "warning",
        page: "telemetry",
        summary: "samples do not reach remote storage",
        description: "{{ $value | humanize }} samples a second are lost there.",
    },
];

/**
 * Twice the series that the graph accounts for: labels nobody thought of, or services the catalogue does not know
 * (MET-15).
 */
export function seriesAlert(estimate: number): Alert {
    return {
        alert: "TooManySeries",
        threshold: estimate * 2,
        expr: (threshold) => `max(prometheus_tsdb_head_series) > ${threshold}`,
        for: "1h",
        severity: "warning",
        page: "telemetry",
        summary: "Prometheus keeps twice the series the graph accounts for",
        description: `{{ $value | humanize }} series, where about ${estimate} were expected.`,
    };
}

export const alertmanagerAlerts: readonly Alert[] = [
    {
        alert: "NotificationsFail",
        threshold: 0,
        expr: (threshold) =>
            `sum by (integration) (increase(alertmanager_notifications_failed_total[5m])) > ${threshold}`,
        for: "10m",
        severity: "critical",
        page: "telemetry",
        summary: "nobody is called by {{ $labels.integration }}",
        description: "{{ $value | humanize }} messages in five minutes were not taken.",
    },
    {
        alert: "AlertmanagerConfigurationRefused",
        threshold: 1,
        expr: (threshold) => `min(alertmanager_config_last_reload_successful) < ${threshold}`,
        for: "10m",
        severity: "warning",
        page: "telemetry",
        summary: "Alertmanager did not take its new configuration",
        description: "It goes on with the old one.",
    },
];
