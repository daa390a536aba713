import type { Component } from "./settings";

/** What a collector says of itself: metrics for Prometheus on a port of their own, and lines of JSON. */
export function ownTelemetry(host: string, port: number): Component {
    return {
        metrics: { level: "normal", readers: [{ pull: { exporter: { prometheus: { host, port } } } }] },
        logs: { level: "info", encoding: "json" },
    };
}
