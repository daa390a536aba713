/**
 * A collector ends the names of its counters with `_total` or does not, as its reader of metrics is configured and by
 * version: the default leaves it off, a reader written out adds it in one version and not in the next. Prometheus gives
 * them the one name that rules and dashboards use.
 */
export const counterName = {
    source_labels: ["__name__"],
    regex: "(otelcol_(?:receiver|processor|exporter)_[a-z_]*(?:accepted|refused|failed|sent|incoming|outgoing)_(?:spans|log_records|metric_points|items))",
    target_label: "__name__",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: how Prometheus refers to a group before further letters
    replacement: "${1}_total",
    action: "replace",
} as const;

export function renamed(metric: string): string {
    return new RegExp(`^(?:${counterName.regex})$`).test(metric) ? `${metric}_total` : metric;
}
