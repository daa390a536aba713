import type { CollectorInstall } from "../../graph";

/** Plain data that a collector's configuration is built from: nothing in it is looked up while building. */
export interface CollectorSettings
    extends Pick<
        CollectorInstall,
        "memoryLimitMib" | "tailSampling" | "serviceGraph" | "buckets" | "legacyReceivers"
    > {
    /** Of the program that will read it: components were renamed over time. */
    readonly version: string;
    /**
     * `whole`: one tier does all. `front`: takes everything in and gives each trace to one pod of the second tier.
     * `traces`: that second tier, which sees traces whole.
     */
    readonly tier: "whole" | "front" | "traces";
    readonly listen: Listen;
    /** Whether pods are looked up at the API server, and with which credentials. */
    readonly kubernetes?: "serviceAccount" | "kubeConfig";
    /** Folder that survives a restart of the program; spans wait there while Jaeger is away. */
    readonly queueFolder: string;
    /** Bytes that may wait there. */
    readonly queueBytes: number;
    /** Where spans go, OTLP over gRPC; absent: nowhere but into metrics. */
    readonly traces?: Destination;
    /** Where applications' own log records go, OTLP over HTTP; absent: they are not taken in. */
    readonly logs?: { readonly url: string };
    /** Pods of the second tier; for `front` alone. */
    readonly secondTier?: Resolver;
    readonly environment: string;
    readonly cluster: string;
    readonly timing: Timing;
}

export interface Listen {
    readonly host: string;
    readonly ports: Readonly<Record<CollectorPort, number>>;
}
export type CollectorPort =
    | "otlpGrpc"
    | "otlpHttp"
    | "jaegerGrpc"
    | "jaegerThriftHttp"
    | "zipkin"
    | "spanMetrics"
    | "health"
    | "ownMetrics";

export interface Destination {
    readonly host: string;
    readonly port: number;
    readonly tls: boolean;
}

/** How the pods of the second tier are found: by the name of their headless Service, or given. */
export type Resolver =
    | { readonly hostname: string; readonly port: number }
    | { readonly hostnames: readonly string[] };

/** Go durations. */
export interface Timing {
    /** Between two states of the metrics made of spans. */
    readonly flush: string;
    /** How long a trace is collected before it is decided about. */
    readonly decision: string;
    /** How long half a call waits for its other half. */
    readonly pairing: string;
    /** How long a batch is filled. */
    readonly batch: string;
}

export const usualTiming: Timing = { flush: "15s", decision: "30s", pairing: "10s", batch: "1s" };

/** A component's settings, as its own documentation has them. */
export type Component = Readonly<Record<string, unknown>>;
/** By `type` or `type/name`. */
export type Components = Readonly<Record<string, Component>>;

export interface Pipeline {
    readonly receivers: readonly string[];
    readonly processors: readonly string[];
    readonly exporters: readonly string[];
}

/** A whole configuration. */
export interface CollectorConfig {
    readonly extensions: Components;
    readonly receivers: Components;
    readonly processors: Components;
    readonly connectors?: Components;
    readonly exporters: Components;
    readonly service: {
        readonly extensions: readonly string[];
        readonly telemetry: Component;
        readonly pipelines: Readonly<Record<string, Pipeline>>;
    };
}
