import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
    BigValueColorMode,
    BigValueGraphMode,
    LegendDisplayMode,
    LegendPlacement,
    LogsSortOrder,
    ReduceDataOptionsBuilder,
    SortOrder,
    StackingConfigBuilder,
    StackingMode,
    TooltipDisplayMode,
    VizLegendOptionsBuilder,
    VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import {
    type DataTransformerConfig,
    type Panel,
    type Threshold,
    ThresholdsConfigBuilder,
    ThresholdsMode,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as LogsPanel } from "@grafana/grafana-foundation-sdk/logs";
import { DataqueryBuilder as LokiQuery } from "@grafana/grafana-foundation-sdk/loki";
import {
    DataqueryBuilder as PrometheusQuery,
    PromQueryFormat,
} from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder as StatPanel } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as TablePanel } from "@grafana/grafana-foundation-sdk/table";
import { TextMode, PanelBuilder as TextPanel } from "@grafana/grafana-foundation-sdk/text";
import { PanelBuilder as TimeSeriesPanel } from "@grafana/grafana-foundation-sdk/timeseries";
import { sourceOf } from "./sources";

export type PanelOf = Builder<Panel>;

export interface Query {
    readonly expr: string;
    readonly legend: string;
}

/** Grafana's units that are used. */
export type Unit =
    | "short"
    | "reqps"
    | "percentunit"
    | "percent"
    | "ms"
    | "s"
    | "dtdurations"
    | "bytes"
    | "Bps"
    | "cores";

interface Common {
    readonly title: string;
    /** What it means and what to do when it is not as it should be. */
    readonly about: string;
    readonly unit: Unit;
    /** Of 24. */
    readonly width: number;
}

/** From what value on something is bad, and how far it is only not good. */
export type Levels =
    | { readonly good: "low"; readonly warn: number; readonly bad: number }
    | { readonly good: "high"; readonly warn: number; readonly bad: number }
    | { readonly good: "any" };

/** One number, coloured by how good it is. */
export function figure(
    { title, about, unit, width }: Common,
    { expr, levels, decimals }: { expr: string; levels: Levels; decimals?: number },
): PanelOf {
    const panel = new StatPanel()
        .title(title)
        .description(about)
        .datasource(sourceOf("metrics"))
        .unit(unit)
        .span(width)
        .height(4)
        .noValue("none")
        .graphMode(BigValueGraphMode.Area)
        .colorMode(levels.good === "any" ? BigValueColorMode.None : BigValueColorMode.Background)
        .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]))
        .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...stepsOf(levels)]))
        .withTarget(query({ expr, legend: "" }, "A"));
    return decimals === undefined ? panel : panel.decimals(decimals);
}

function stepsOf(levels: Levels): readonly Threshold[] {
    if (levels.good === "any") {
        return [{ color: "text", value: null }];
    }
    return levels.good === "low"
        ? [
              { color: "green", value: null },
              { color: "orange", value: levels.warn },
              { color: "red", value: levels.bad },
          ]
        : [
              { color: "red", value: null },
              { color: "orange", value: levels.bad },
              { color: "green", value: levels.warn },
          ];
}

/** Lines over time. */
export function graph(
    { title, about, unit, width }: Common,
    queries: readonly Query[],
    { stacked = false }: { stacked?: boolean } = {},
): PanelOf {
    const panel = new TimeSeriesPanel()
        .title(title)
        .description(about)
        .datasource(sourceOf("metrics"))
        .unit(unit)
        .min(0)
        .span(width)
        .height(8)
        .fillOpacity(stacked ? 30 : 5)
        .legend(
            new VizLegendOptionsBuilder()
                .displayMode(LegendDisplayMode.Table)
                .placement(LegendPlacement.Bottom)
                .showLegend(true)
                .calcs(["lastNotNull", "max"]),
        )
        .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
    if (stacked) {
        panel.stacking(new StackingConfigBuilder().mode(StackingMode.Normal));
    }
    return panel.targets(queries.map((each, at) => query(each, refId(at))));
}

/** Rows as they are now: the labels that are left, and a value for each query. */
export function list(
    { title, about, unit, width }: Common,
    queries: readonly Query[],
    { links = [] }: { links?: readonly { column: string; title: string; url: string }[] } = {},
): PanelOf {
    const panel = new TablePanel()
        .title(title)
        .description(about)
        .datasource(sourceOf("metrics"))
        .unit(unit)
        .span(width)
        .height(8)
        .noValue("none")
        .filterable(true)
        .targets(queries.map((each, at) => query(each, refId(at)).instant().format(PromQueryFormat.Table)))
        .transformations([...tidied(queries)]);
    for (const { column, title: linkTitle, url } of links) {
        panel.overrideByName(column, [{ id: "links", value: [{ title: linkTitle, url }] }]);
    }
    return panel;
}

/** One row for each set of labels, without the time, and values under the names of their queries. */
function tidied(queries: readonly Query[]): readonly DataTransformerConfig[] {
    const values = queries.map(({ legend }, at) => [
        queries.length === 1 ? "Value" : `Value #${refId(at)}`,
        legend,
    ]);
    return [
        { id: "merge", options: {} },
        {
            id: "organize",
            options: { excludeByName: { Time: true }, renameByName: Object.fromEntries(values) },
        },
    ];
}

/** Lines of the log, newest first. */
export function logLines({ title, about }: Pick<Common, "title" | "about">, expr: string): PanelOf {
    return new LogsPanel()
        .title(title)
        .description(about)
        .datasource(sourceOf("logs"))
        .span(24)
        .height(10)
        .showTime(true)
        .wrapLogMessage(true)
        .enableLogDetails(true)
        .sortOrder(LogsSortOrder.Descending)
        .withTarget(new LokiQuery().expr(expr).refId("A").maxLines(200));
}

/** Words, in Markdown. */
export function words(title: string, content: string, width: number, height: number): PanelOf {
    return new TextPanel().title(title).mode(TextMode.Markdown).content(content).span(width).height(height);
}

function query({ expr, legend }: Query, ref: string): PrometheusQuery {
    const built = new PrometheusQuery().expr(expr).refId(ref).range();
    return legend === "" ? built : built.legendFormat(legend);
}

function refId(at: number): string {
    return String.fromCharCode("A".charCodeAt(0) + at);
}
