import { connectors } from "./connectors";
import { exporters, queueStorage } from "./exporters";
import { ownTelemetry } from "./ownTelemetry";
import { pipelines } from "./pipelines";
import { processing } from "./processors";
import { receivers } from "./receivers";
import type { CollectorConfig, CollectorSettings, Components } from "./settings";

/** The configuration of one tier of collectors, whole. */
export function collectorConfig(settings: CollectorSettings): CollectorConfig {
    const { host, ports } = settings.listen;
    const extensions: Components = {
        health_check: { endpoint: `${host}:${ports.health}` },
        // A file that grew while Jaeger was away shrinks again when it is back.
        [queueStorage]: {
            directory: settings.queueFolder,
            create_directory: true,
            compaction: { on_start: true, on_rebound: true, directory: settings.queueFolder },
        },
    };
    const used = pipelines(settings);
    const connecting = connectors(settings);
    const inUse = new Set(
        Object.values(used).flatMap((pipeline) => [...pipeline.receivers, ...pipeline.exporters]),
    );
    const only = (all: Components): Components =>
        Object.fromEntries(Object.entries(all).filter(([name]) => inUse.has(name)));
    const processed = new Set(Object.values(used).flatMap((pipeline) => pipeline.processors));
    return {
        extensions,
        receivers: only(receivers(settings)),
        processors: Object.fromEntries(
            Object.entries(processing(settings).processors).filter(([name]) => processed.has(name)),
        ),
        ...(Object.keys(only(connecting)).length === 0 ? {} : { connectors: only(connecting) }),
        exporters: only(exporters(settings)),
        service: {
            extensions: Object.keys(extensions),
            telemetry: ownTelemetry(host, ports.ownMetrics),
            pipelines: used,
        },
    };
}
