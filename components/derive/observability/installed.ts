import type { Observability } from "../../graph/observability";
import { names } from "../../observability/names";

/** Whether traces are decided about, or paired, in a second tier, where all spans of one meet. */
export function hasTwoTiers({ collector }: Observability): boolean {
    return (
        collector.mode === "install" &&
        collector.replicas > 1 &&
        (collector.serviceGraph || collector.tailSampling !== undefined)
    );
}

/** Names of the workloads that run in the namespace of the stack. */
export function installedWorkloads(observability: Observability): readonly string[] {
    const { collector, jaeger, prometheus, alertmanager, grafana, loki, kiali, exporters } = observability;
    return [
        ...(collector.mode === "install" ? [names.collector] : []),
        ...(hasTwoTiers(observability) ? [names.traceCollector] : []),
        ...(jaeger.mode === "install" ? [names.jaeger] : []),
        ...(jaeger.mode === "install" && jaeger.kafka !== undefined ? [names.jaegerIngester] : []),
        ...(prometheus.mode === "install" ? [names.prometheus] : []),
        ...(alertmanager.mode === "install" ? [names.alertmanager] : []),
        ...(grafana.mode === "install" ? [names.grafana] : []),
        ...(loki.mode === "install" ? [names.loki] : []),
        ...(loki.mode === "off" ? [] : [names.logAgent]),
        ...(kiali.mode === "install" ? [names.kiali] : []),
        ...(exporters.node ? [names.nodeExporter] : []),
        ...[...exporters.redis.keys()].map(names.redisExporter),
        ...[...exporters.postgres.keys()].map(names.postgresExporter),
        ...[...exporters.kafka.keys()].map(names.kafkaExporter),
    ];
}
