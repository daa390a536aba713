import {
    DatasourceVariableBuilder,
    QueryVariableBuilder,
    VariableRefresh,
    VariableSort,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { addressOf } from "../addresses";
import type { ObservabilityContext } from "../context";

/**
 * Where panels read from: a variable for each kind of source, so that a dashboard works in any Grafana; where this
 * program provisions the sources, each variable stands on ours.
 */
const kinds = {
    metrics: { type: "prometheus", label: "Metrics", text: "Prometheus" },
    logs: { type: "loki", label: "Logs", text: "Loki" },
    traces: { type: "jaeger", label: "Traces", text: "Jaeger" },
} as const;
export type Source = keyof typeof kinds;

export function sourceOf(source: Source): { readonly type: string; readonly uid: string } {
    return { type: kinds[source].type, uid: `\${${source}}` };
}

export function sourceVariable(source: Source): DatasourceVariableBuilder {
    const { type, label, text } = kinds[source];
    // Grafana's uids of our sources are what their types are called.
    return new DatasourceVariableBuilder(source).label(label).type(type).current({ text, value: type });
}

/** Values of a label of a metric; everything is chosen at first. */
export function labelVariable(
    name: string,
    { title, label, metric }: { title: string; label: string; metric: string },
): QueryVariableBuilder {
    return new QueryVariableBuilder(name)
        .label(title)
        .datasource(sourceOf("metrics"))
        .query(`label_values(${metric}, ${label})`)
        .refresh(VariableRefresh.OnTimeRangeChanged)
        .sort(VariableSort.AlphabeticalAsc)
        .multi(true)
        .includeAll(true)
        .allValue(".*")
        .current({ text: "All", value: "$__all" });
}

/** Whether there is anything to read of this kind: a panel without a source is an error on every page. */
export function isThere(source: Source, context: ObservabilityContext): boolean {
    const { grafana, loki, jaeger } = context.observability;
    switch (source) {
        case "metrics":
            return true;
        case "logs":
            return loki.mode !== "off";
        case "traces":
            // A Grafana of others' may read traces from where this program only sends them.
            return grafana.mode === "existing"
                ? jaeger.mode !== "off"
                : addressOf("jaeger", context) !== undefined;
    }
}

/** Those of the sources that are there. */
export function those(sources: readonly Source[], context: ObservabilityContext): readonly Source[] {
    return sources.filter((source) => isThere(source, context));
}
