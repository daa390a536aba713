import type { JaegerStorage } from "../../graph";

/** Plain data that Jaeger's configuration is built from. */
export interface JaegerSettings {
    /**
     * `whole`: takes spans in, stores them and answers questions. `collector`: the same, but gives spans to Kafka
     * instead. `ingester`: stores what Kafka holds, and nothing else.
     */
    readonly role: "whole" | "collector" | "ingester";
    readonly listen: { readonly host: string; readonly ports: Readonly<Record<JaegerPort, number>> };
    /**
     * Where its user interface listens instead. Empty is everywhere: `kubectl port-forward` comes in by the pod's
     * loopback, and finds nothing that listens on the pod's address alone.
     */
    readonly uiHost?: string;
    readonly storage: StorageSettings;
    readonly kafka?: { readonly brokers: readonly string[]; readonly topic: string };
    /** Address of a Prometheus with span metrics, for the monitor page; absent: there is no such page. */
    readonly metrics?: string;
    /** Files, by their paths in the container. */
    readonly files: { readonly ui: string; readonly sampling: string };
    /** Share of the container's memory at which spans are refused, in percent. */
    readonly memoryPercent: number;
}

export type JaegerPort =
    | "otlpGrpc"
    | "otlpHttp"
    | "jaegerUi"
    | "jaegerQueryGrpc"
    | "sampling"
    | "health"
    | "ownMetrics";

export interface StorageSettings {
    readonly storage: JaegerStorage;
    /** A Go duration. */
    readonly retention: string;
    /** Folder of Badger's disk. */
    readonly folder: string;
}
