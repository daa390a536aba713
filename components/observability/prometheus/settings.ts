import type { PodTargets } from "./discovery";

/** What a configuration of Prometheus is made of; a test runs it with targets on its own machine. */
export interface PrometheusSettings {
    readonly scrapeInterval: string;
    readonly externalLabels: Readonly<Record<string, string>>;
    readonly jobs: readonly ScrapeJob[];
    readonly ruleFiles: readonly string[];
    /** `host:port`, and its scheme. */
    readonly alertmanager?: { readonly address: string; readonly scheme: "http" | "https" };
    readonly remoteWrite?: { readonly url: string; readonly credentials?: string };
}

export interface ScrapeJob {
    readonly name: string;
    readonly path?: string;
    /** Labels of the scraped go before those of the target: where it speaks for others. */
    readonly honorLabels?: boolean;
    readonly targets: Targets;
    readonly metricRelabelings?: readonly object[];
}

export type Targets =
    | { readonly kind: "pods"; readonly pods: PodTargets }
    /** cAdvisor of every kubelet. */
    | { readonly kind: "nodes" }
    | { readonly kind: "static"; readonly addresses: readonly string[] };
