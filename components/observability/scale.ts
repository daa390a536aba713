import type { Size } from "../graph";

export type Scale = "small" | "medium" | "large";

/** Sizes of everything that grows with the mesh; each value can be overridden. */
export interface ScalePreset {
    readonly collector: {
        readonly replicas: number;
        readonly resources: Size;
        readonly memoryLimitMib: number;
    };
    readonly jaeger: {
        /** Of a storage that several can share; Badger has one whatever stands here. */
        readonly replicas: number;
        readonly resources: Size;
        readonly retention: string;
        readonly size: string;
    };
    readonly prometheus: {
        readonly resources: Size;
        readonly retention: string;
        readonly size: string;
        readonly scrapeInterval: string;
    };
    readonly alertmanager: { readonly resources: Size; readonly size: string };
    readonly grafana: { readonly resources: Size; readonly size: string };
    readonly loki: { readonly resources: Size; readonly retention: string; readonly size: string };
    readonly kiali: { readonly resources: Size };
}

/**
 * What a service comes to, as the presets reckon it: three pods, 500 series each, 20 requests a second with a span
 * and a log line at both ends of each.
 *
 * | | small | medium | large |
 * | --- | --- | --- | --- |
 * | services | 10 | 1,000 | 10,000 |
 * | series (1,500 each) | 15,000 | 1.5 million | 15 million |
 * | Prometheus' memory (5 KiB a series, and as much again to compact and ask) | 150 MiB | 15 GiB | 150 GiB |
 * | samples a second (interval) | 500 (30s) | 50,000 (30s) | 250,000 (60s) |
 * | its disk (2 bytes a sample; retention) | 1.3 GB (15d) | 130 GB (15d) | 130 GB (3d) |
 * | spans a second (sampling) | 400 (100 %) | 2,000 (5 %) | 4,000 (1 %) |
 * | Jaeger's disk (500 bytes a span; retention) | 35 GB (48h) | 173 GB (48h) | 346 GB (48h) |
 * | log lines a second | 400 (all) | 400 (errors, 1 %) | 4,000 (errors, 1 %) |
 * | Loki's disk (700 bytes a line, a tenth of it compressed; retention) | 17 GB (7d) | 34 GB (14d) | 340 GB (14d) |
 *
 * A small mesh with every request traced would fill 35 GB only at its full 20 requests a second, day and night; it
 * starts with 10Gi, and what is older goes with its time. One Prometheus is at home up to some ten million series, so
 * the large one keeps three days and sends its samples on (`remoteWrite`), or is one that exists, in shards; Badger is
 * one process, so a large mesh keeps its traces in a storage that several Jaegers share.
 */
export const scalePresets: Readonly<Record<Scale, ScalePreset>> = {
    small: {
        collector: { replicas: 1, resources: size("100m", "640Mi", "1", "768Mi"), memoryLimitMib: 512 },
        jaeger: {
            replicas: 1,
            resources: size("100m", "256Mi", "1", "1Gi"),
            retention: "48h",
            size: "10Gi",
        },
        prometheus: {
            resources: size("100m", "512Mi", "1", "1Gi"),
            retention: "15d",
            size: "10Gi",
            scrapeInterval: "30s",
        },
        alertmanager: { resources: size("20m", "64Mi", "200m", "128Mi"), size: "1Gi" },
        grafana: { resources: size("100m", "256Mi", "1", "512Mi"), size: "1Gi" },
        loki: { resources: size("100m", "256Mi", "1", "1Gi"), retention: "7d", size: "20Gi" },
        kiali: { resources: size("50m", "128Mi", "500m", "512Mi") },
    },
    medium: {
        collector: { replicas: 3, resources: size("1", "1Gi", "2", "1536Mi"), memoryLimitMib: 1024 },
        jaeger: {
            replicas: 2,
            resources: size("1", "2Gi", "4", "4Gi"),
            retention: "48h",
            size: "200Gi",
        },
        prometheus: {
            resources: size("4", "16Gi", "8", "24Gi"),
            retention: "15d",
            size: "200Gi",
            scrapeInterval: "30s",
        },
        alertmanager: { resources: size("50m", "128Mi", "500m", "256Mi"), size: "2Gi" },
        grafana: { resources: size("500m", "512Mi", "2", "1Gi"), size: "5Gi" },
        loki: { resources: size("500m", "2Gi", "2", "4Gi"), retention: "14d", size: "50Gi" },
        kiali: { resources: size("200m", "512Mi", "1", "2Gi") },
    },
    large: {
        collector: { replicas: 6, resources: size("2", "2Gi", "4", "3Gi"), memoryLimitMib: 2048 },
        jaeger: {
            replicas: 4,
            resources: size("2", "4Gi", "8", "8Gi"),
            retention: "48h",
            size: "400Gi",
        },
        prometheus: {
            resources: size("16", "150Gi", "32", "192Gi"),
            retention: "3d",
            size: "200Gi",
            scrapeInterval: "60s",
        },
        alertmanager: { resources: size("100m", "256Mi", "1", "512Mi"), size: "5Gi" },
        grafana: { resources: size("1", "1Gi", "4", "2Gi"), size: "10Gi" },
        loki: { resources: size("4", "8Gi", "8", "16Gi"), retention: "14d", size: "400Gi" },
        kiali: { resources: size("1", "4Gi", "2", "8Gi") },
    },
};

function size(cpu: string, memory: string, cpuLimit: string, memoryLimit: string): Size {
    return { cpu, memory, cpuLimit, memoryLimit };
}
