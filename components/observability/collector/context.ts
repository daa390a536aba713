import type { CollectorInstall } from "../../graph";
import { addressOf } from "../addresses";
import type { ObservabilityContext } from "../context";
import { podAddressReference } from "../goMemory";
import { imageOf } from "../images";
import { hostOf, names, ports } from "../names";
import { type CollectorSettings, type Destination, usualTiming } from "./settings";

/** Release whose names of components are used where the image's tag does not say which it is. */
const assumedVersion = "0.159.0";

/** Where spans wait for Jaeger; its disk has room for as much again, which rewriting the file needs. */
export const queue = { folder: "/var/lib/otelcol/queue", bytes: 2 ** 30, disk: "2Gi" } as const;

/** Whether one tier takes spans in and another sees traces whole, which replicas of one tier do not. */
export function twoTiers({ replicas, tailSampling, serviceGraph }: CollectorInstall): boolean {
    return replicas > 1 && (tailSampling !== undefined || serviceGraph);
}

/** What a tier's configuration is built from, in a cluster. */
export function tierSettings(
    tier: CollectorSettings["tier"],
    collector: CollectorInstall,
    context: ObservabilityContext,
): CollectorSettings {
    const { observability, clusterDomain } = context;
    const traces = tracesDestination(context);
    const loki = addressOf("loki", context);
    return {
        version: collectorVersion(context),
        tier,
        memoryLimitMib: collector.memoryLimitMib,
        serviceGraph: collector.serviceGraph,
        buckets: collector.buckets,
        legacyReceivers: collector.legacyReceivers,
        ...(collector.tailSampling === undefined ? {} : { tailSampling: collector.tailSampling }),
        listen: { host: podAddressReference, ports },
        kubernetes: "serviceAccount",
        queueFolder: queue.folder,
        queueBytes: queue.bytes,
        ...(traces === undefined ? {} : { traces }),
        ...(loki === undefined ? {} : { logs: { url: `${loki}/otlp` } }),
        ...(tier === "front"
            ? {
                  secondTier: {
                      hostname: hostOf(names.traceCollector, observability.namespace, clusterDomain),
                      port: ports.otlpGrpc,
                  },
              }
            : {}),
        environment: observability.environment,
        cluster: observability.cluster,
        timing: usualTiming,
    };
}

/** Of the image that will read the configuration. */
export function collectorVersion({ observability }: ObservabilityContext): string {
    const { version } = imageOf(observability, "collector");
    return /^v?\d+\.\d+\.\d+/.test(version) ? version : assumedVersion;
}

function tracesDestination({ observability, clusterDomain }: ObservabilityContext): Destination | undefined {
    const { jaeger, namespace } = observability;
    switch (jaeger.mode) {
        case "install":
            return { host: hostOf(names.jaeger, namespace, clusterDomain), port: ports.otlpGrpc, tls: false };
        case "existing":
            return { host: jaeger.host, port: jaeger.port, tls: jaeger.tls };
        case "off":
            return undefined;
    }
}
