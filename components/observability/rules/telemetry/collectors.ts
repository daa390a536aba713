import type { Alert } from "../model";

/** What collectors say of themselves; Jaeger, which is one, too. */
export const collectorAlerts: readonly Alert[] = [
    {
        alert: "CollectorRefusesSpans",
        threshold: 0,
        // The memory limiter refuses behind the receiver, which counts it.
        expr: (threshold) =>
            `sum by (job, receiver) (rate(otelcol_receiver_refused_spans_total[5m])) > ${threshold}`,
        for: "5m",
        severity: "warning",
        page: "telemetry",
        summary: "{{ $labels.job }} refuses spans",
        description:
            "{{ $value | humanize }} spans a second are refused, mostly because the memory limiter has to.",
    },
    {
        alert: "CollectorExportFails",
        threshold: 0,
        expr: (threshold) =>
            `sum by (job, exporter) (rate(otelcol_exporter_send_failed_spans_total[5m])) > ${threshold}`,
        for: "10m",
        severity: "warning",
        page: "telemetry",
        summary: "{{ $labels.job }} cannot hand on spans to {{ $labels.exporter }}",
        description: "{{ $value | humanize }} spans a second are lost.",
    },
    {
        alert: "CollectorQueueFilling",
        threshold: 0.8,
        expr: (threshold) =>
            `max by (job, pod, exporter) (otelcol_exporter_queue_size / otelcol_exporter_queue_capacity) > ${threshold}`,
        for: "10m",
        severity: "warning",
        page: "telemetry",
        summary: "the queue of {{ $labels.pod }} to {{ $labels.exporter }} is nearly full",
        description: "{{ $value | humanizePercentage }} are in use; what does not fit is lost.",
    },
];

export const storageAlerts: readonly Alert[] = [
    {
        alert: "JaegerStorageErrors",
        threshold: 0,
        expr: (threshold) =>
            `sum by (operation) (rate(jaeger_storage_requests_total{result="err"}[5m])) > ${threshold}`,
        for: "5m",
        severity: "warning",
        page: "telemetry",
        summary: "Jaeger's storage fails at {{ $labels.operation }}",
        description: "{{ $value | humanize }} requests a second fail: traces are not found.",
    },
];

export const logAlerts: readonly Alert[] = [
    {
        alert: "LogsNotShipped",
        threshold: 0,
        expr: (threshold) =>
            `sum by (pod, exporter) (rate(otelcol_exporter_send_failed_log_records_total[5m])) > ${threshold}`,
        for: "10m",
        severity: "warning",
        page: "telemetry",
        summary: "{{ $labels.pod }} cannot hand on logs",
        description:
            "{{ $value | humanize }} lines a second are not taken; the agent reads on only as long as its queue has room.",
    },
    {
        alert: "LogsDiscarded",
        threshold: 0,
        expr: (threshold) => `sum by (reason) (rate(loki_discarded_samples_total[5m])) > ${threshold}`,
        for: "5m",
        severity: "warning",
        page: "telemetry",
        summary: "Loki discards lines: {{ $labels.reason }}",
        description: "{{ $value | humanize }} lines a second are lost by a limit of Loki's.",
    },
];
