import type { Observability } from "../graph";

/**
 * Official images by version. What the configurations were proved with is in docs/guides/observability.md: the newest
 * program that can be built from source here is not always the newest image.
 */
export const observabilityImages = {
    collector: "docker.io/otel/opentelemetry-collector-contrib:0.159.0",
    jaeger: "docker.io/jaegertracing/jaeger:2.20.0",
    prometheus: "docker.io/prom/prometheus:v3.14.0",
    alertmanager: "docker.io/prom/alertmanager:v0.31.1",
    grafana: "docker.io/grafana/grafana:13.2.0",
    loki: "docker.io/grafana/loki:3.7.6",
    kiali: "quay.io/kiali/kiali:v2.31.0",
    nodeExporter: "docker.io/prom/node-exporter:v1.12.1",
    redisExporter: "docker.io/oliver006/redis_exporter:v1.80.2",
    postgresExporter: "docker.io/prometheuscommunity/postgres-exporter:v0.19.1",
    kafkaExporter: "docker.io/danielqsj/kafka-exporter:v1.9.0",
} as const;
export type ObservabilityImage = keyof typeof observabilityImages;

/** The image that runs, and its version for the pods' label: the tag, or what a digest begins with. */
export function imageOf(
    { images }: Pick<Observability, "images">,
    name: ObservabilityImage,
): { readonly image: string; readonly version: string } {
    const image = images[name] ?? observabilityImages[name];
    const [tagged = "", digest] = image.split("@");
    const tag = /:([^:/]+)$/.exec(tagged)?.[1];
    return { image, version: tag ?? digest?.replace(/^.*:/, "").slice(0, 12) ?? "latest" };
}
