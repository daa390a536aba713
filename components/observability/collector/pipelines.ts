import { componentNames } from "./componentNames";
import { countsSpans, forward, pairsSpans, serviceGraph } from "./connectors";
import { logsExporter, prometheusExporter, tracesExporter } from "./exporters";
import { memoryLimiter, processing } from "./processors";
import { spanReceivers } from "./receivers";
import type { CollectorSettings, Pipeline } from "./settings";

/**
 * Every span is counted, whichever are kept: metrics of sampled spans would say how they were sampled. So counting
 * comes first, and the decision in a pipeline of its own.
 */
export function pipelines(settings: CollectorSettings): Readonly<Record<string, Pipeline>> {
    const { intake, storage } = processing(settings);
    const { spanMetrics, loadBalancing } = componentNames(settings.version);
    const counted = [
        ...(countsSpans(settings) ? [spanMetrics] : []),
        ...(pairsSpans(settings) ? [serviceGraph] : []),
    ];
    const stored =
        settings.tier === "front"
            ? [loadBalancing]
            : settings.traces === undefined
              ? []
              : [tracesExporter(settings.version)];
    const decides = storage.length > 0 && stored.length > 0;
    const atOnce = [...(decides ? [forward] : stored), ...counted];
    return {
        ...(atOnce.length === 0
            ? {}
            : { traces: { receivers: spanReceivers(settings), processors: intake, exporters: atOnce } }),
        ...(decides
            ? { "traces/kept": { receivers: [forward], processors: storage, exporters: stored } }
            : {}),
        ...(counted.length === 0
            ? {}
            : {
                  "metrics/spans": {
                      receivers: counted,
                      processors: [memoryLimiter],
                      exporters: [prometheusExporter],
                  },
              }),
        ...(settings.tier === "traces" ? {} : applicationPipelines(settings, intake)),
    };
}

/** What applications send besides spans (OTL-07). */
function applicationPipelines(
    { version, logs }: CollectorSettings,
    intake: readonly string[],
): Readonly<Record<string, Pipeline>> {
    return {
        metrics: { receivers: ["otlp"], processors: intake, exporters: [prometheusExporter] },
        ...(logs === undefined
            ? {}
            : { logs: { receivers: ["otlp"], processors: intake, exporters: [logsExporter(version)] } }),
    };
}
