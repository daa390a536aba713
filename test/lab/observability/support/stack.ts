import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { collectorConfig } from "../../../../components/observability/collector/collectorConfig";
import {
    type CollectorConfig,
    type CollectorSettings,
    usualTiming,
} from "../../../../components/observability/collector/settings";
import { jsonText, yamlText } from "../../../../components/observability/configText";
import { jaegerConfig } from "../../../../components/observability/jaeger/jaegerConfig";
import { samplingStrategies } from "../../../../components/observability/jaeger/samplingStrategies";
import type { JaegerSettings } from "../../../../components/observability/jaeger/settings";
import { uiConfig } from "../../../../components/observability/jaeger/uiConfig";
import { provedVersions } from "../../../../lab/tools/observabilityTable";
import { folderFor, freePorts, type Program, posted, startProgram, text } from ".";

export type CollectorPorts = CollectorSettings["listen"]["ports"];

export async function collectorPorts(): Promise<CollectorPorts> {
    const [otlpGrpc = 0, otlpHttp = 0, jaegerGrpc = 0, jaegerThriftHttp = 0, zipkin = 0, ...rest] =
        await freePorts(8);
    const [spanMetrics = 0, health = 0, ownMetrics = 0] = rest;
    return { otlpGrpc, otlpHttp, jaegerGrpc, jaegerThriftHttp, zipkin, spanMetrics, health, ownMetrics };
}

/** What a test wants otherwise; everything that waits is quick here, and nothing else differs from a cluster's. */
export function collectorSettings(
    ports: CollectorPorts,
    folder: string,
    rest: Partial<CollectorSettings> = {},
): CollectorSettings {
    return {
        version: provedVersions.collector,
        tier: "whole",
        memoryLimitMib: 512,
        serviceGraph: false,
        buckets: [5, 50, 500],
        legacyReceivers: true,
        listen: { host: "127.0.0.1", ports },
        queueFolder: join(folder, "queue"),
        queueBytes: 2 ** 26,
        environment: "test",
        cluster: "lab",
        timing: { ...usualTiming, flush: "200ms", decision: "1s", batch: "50ms" },
        ...rest,
    };
}

/** Starts a collector and waits until it is ready. */
export async function startCollector(
    config: CollectorConfig,
    { tool = "otelcol-gateway", folder = folderFor("collector"), ready, env }: CollectorProgram,
): Promise<Program> {
    const file = join(folder, "config.yaml");
    writeFileSync(file, yamlText(config));
    return startProgram({
        tool,
        args: ["--config", file],
        folder,
        ready,
        ...(env === undefined ? {} : { env }),
    });
}
export interface CollectorProgram {
    readonly tool?: "otelcol-gateway" | "otelcol-logs" | "otelcol-servicegraph";
    readonly folder?: string;
    readonly ready: () => Promise<unknown>;
    readonly env?: Readonly<Record<string, string>>;
}

/** The usual case: the generated configuration of one tier in the program that holds all of it. */
export function startGateway(settings: CollectorSettings, folder: string): Promise<Program> {
    return startCollector(collectorConfig(settings), { folder, ready: healthOf(settings) });
}

/** A collector in front of a Jaeger, in one folder. */
export async function startPipeline(
    folder: string,
    rest: Partial<CollectorSettings> = {},
): Promise<{ readonly collector: CollectorSettings; readonly jaeger: JaegerSettings }> {
    const jaeger = await jaegerSettings(folder);
    await startJaeger(jaeger, folder);
    const traces = { host: "127.0.0.1", port: jaeger.listen.ports.otlpGrpc, tls: false };
    const collector = collectorSettings(await collectorPorts(), folder, { traces, ...rest });
    await startGateway(collector, folder);
    return { collector, jaeger };
}

/** Asks the health port, which is what the kubelet does (HLT-02). */
export function healthOf({ listen }: Pick<CollectorSettings, "listen">): () => Promise<string> {
    return () => text(`http://127.0.0.1:${listen.ports.health}/`);
}

/** Sends nothing to a port for OTLP over HTTP, for halves of a configuration that have no health port. */
export function intakeAt(port: number): () => Promise<string> {
    return () => text(`http://127.0.0.1:${port}/v1/traces`, posted({}));
}

export async function jaegerSettings(
    folder: string,
    rest: Partial<JaegerSettings> = {},
): Promise<JaegerSettings> {
    const [otlpGrpc = 0, otlpHttp = 0, jaegerUi = 0, jaegerQueryGrpc = 0, sampling = 0, ...more] =
        await freePorts(7);
    const [health = 0, ownMetrics = 0] = more;
    return {
        role: "whole",
        listen: {
            host: "127.0.0.1",
            ports: { otlpGrpc, otlpHttp, jaegerUi, jaegerQueryGrpc, sampling, health, ownMetrics },
        },
        storage: {
            storage: { kind: "badger", size: "1Gi" },
            retention: "48h",
            folder: join(folder, "data"),
        },
        files: { ui: join(folder, "ui.json"), sampling: join(folder, "strategies.json") },
        memoryPercent: 75,
        ...rest,
    };
}

/** Starts a Jaeger on the folder of its settings; a second one on the same folder finds what the first has stored. */
export async function startJaeger(settings: JaegerSettings, folder: string): Promise<Program> {
    const ui = {
        links: { grafana: "https://grafana.example.com" },
        archive: true,
        monitor: settings.metrics !== undefined,
        dependencies: true,
        dataSources: { loki: "loki", prometheus: "prometheus" },
    };
    writeFileSync(settings.files.ui, jsonText(uiConfig(ui)));
    writeFileSync(
        settings.files.sampling,
        jsonText(samplingStrategies({ percent: 5, workloads: new Map([["shop/front", 100]]) })),
    );
    const file = join(folder, "config.yaml");
    writeFileSync(file, yamlText(jaegerConfig(settings)));
    return startProgram({
        tool: "jaeger",
        args: ["--config", file],
        folder,
        ready: () => text(`http://127.0.0.1:${settings.listen.ports.health}/status`),
    });
}
