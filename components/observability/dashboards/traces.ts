import type { Builder, Dataquery } from "@grafana/grafana-foundation-sdk/cog";
import { PanelBuilder as NodeGraphPanel } from "@grafana/grafana-foundation-sdk/nodegraph";
import { PanelBuilder as TablePanel } from "@grafana/grafana-foundation-sdk/table";
import type { PanelOf } from "./panels";
import { sourceOf } from "./sources";

/** A query as Grafana's Jaeger source has it; the library has no builder for that source. */
class JaegerQuery implements Builder<Dataquery> {
    constructor(private readonly settings: Readonly<Record<string, unknown>>) {}

    build(): Dataquery {
        return Object.assign(new Marked(), { refId: "A", ...this.settings });
    }
}

/** The library marks what is a query by a method, which is on no JSON. */
class Marked implements Dataquery {
    _implementsDataqueryVariant(): void {}
}

/** Who calls whom, as Jaeger reads it from the traces that were kept (DSH-08). */
export function serviceGraph(): PanelOf {
    return new NodeGraphPanel()
        .title("Who calls whom")
        .description(
            "From the traces that were kept in this time. What is sampled rarely may be missing here.",
        )
        .datasource(sourceOf("traces"))
        .span(24)
        .height(12)
        .withTarget(new JaegerQuery({ queryType: "dependencyGraph" }));
}

/**
 * @param service - as its spans name it: `workload.namespace`, Istio's default name
 */
export function latestTraces(service: string): PanelOf {
    return new TablePanel()
        .title("Latest traces")
        .description(
            "Click on one: its spans lead on to their log lines and to the metrics of their service.",
        )
        .datasource(sourceOf("traces"))
        .span(24)
        .height(8)
        .withTarget(new JaegerQuery({ queryType: "search", service, limit: 20 }));
}
