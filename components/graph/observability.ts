import type { Id } from "./id";

/**
 * What watches the mesh in this environment, every default filled in. Each part is installed by this program, exists
 * already and is only wired up, or is left out.
 */
export interface Observability {
    /** Namespace of its own for everything installed; in the mesh, enforced. */
    readonly namespace: string;
    /** Revision tag its proxies follow. */
    readonly tag: string;
    /** Values of the span tags `environment` and `cluster` and of Prometheus's external labels (TRC-11). */
    readonly environment: string;
    readonly cluster: string;
    readonly sampling: Sampling;
    /** Which requests proxies log; audited namespaces log all whatever stands here, or promotion would be blind. */
    readonly accessLog: "all" | "errors" | "off";
    /** Where people's browsers reach the user interfaces, for links between them; no trailing slash. */
    readonly links: { readonly grafana?: string; readonly jaeger?: string; readonly prometheus?: string };
    /** Address of the folder of runbook pages, to which `/PAGE.md#ALERT` is added. */
    readonly runbooks: string;
    readonly collector: Part<CollectorInstall, CollectorEndpoint>;
    readonly jaeger: Part<JaegerInstall, JaegerEndpoint>;
    readonly prometheus: Part<PrometheusInstall, PrometheusEndpoint>;
    readonly alertmanager: Part<AlertmanagerInstall, Endpoint>;
    readonly grafana: Part<GrafanaInstall, GrafanaEndpoint>;
    readonly loki: Part<LokiInstall, Endpoint>;
    readonly kiali: Part<KialiInstall, Endpoint>;
    readonly exporters: Exporters;
    /** Digests or images of one's own in place of the pinned ones, by the names in `observabilityImages`. */
    readonly images: Readonly<Record<string, string>>;
}

export type Part<Install, Existing> =
    | ({ readonly mode: "install" } & Install)
    | ({ readonly mode: "existing" } & Existing)
    | { readonly mode: "off" };

/** Shares of requests whose traces are kept, in percent: decided at the first proxy, for the whole trace (TRC-05). */
export interface Sampling {
    readonly percent: number;
    /** By id of the workload that starts the trace. */
    readonly workloads: ReadonlyMap<Id, number>;
}

/** A service in this cluster or outside it. */
export interface Endpoint {
    readonly host: string;
    readonly port: number;
    readonly tls: boolean;
}

export interface Size {
    readonly cpu: string;
    readonly memory: string;
    readonly cpuLimit: string;
    readonly memoryLimit: string;
}

export interface CollectorInstall {
    readonly replicas: number;
    readonly resources: Size;
    /** MiB the collector keeps to (OTL-03); its container's limit lies above it. */
    readonly memoryLimitMib: number;
    /** Keep errors and slow traces whole and this share of the others; absent: the proxies' decision stands. */
    readonly tailSampling?: { readonly percent: number; readonly slowerThanMs: number };
    /** Who calls whom, measured from traces. */
    readonly serviceGraph: boolean;
    /** Upper bounds of span durations in milliseconds (OTL-04). */
    readonly buckets: readonly number[];
    /** Receivers of protocols that nobody should start with: Jaeger's own and Zipkin's. */
    readonly legacyReceivers: boolean;
}
/** Takes OTLP over gRPC; it must be reachable by every proxy. */
export interface CollectorEndpoint extends Endpoint {
    /** Its namespace, when it is in this cluster. */
    readonly namespace?: string;
}

export interface JaegerInstall {
    /** More than one only where storage is not Badger (TRC-21). */
    readonly replicas: number;
    readonly resources: Size;
    /** How long traces are kept, such as 48h (TRC-13). */
    readonly retention: string;
    readonly storage: JaegerStorage;
    /** Kafka between collectors and storage: spans wait there while storage is slow or away. */
    readonly kafka?: { readonly brokers: readonly string[]; readonly topic: string };
}
export type JaegerStorage =
    | { readonly kind: "badger"; readonly size: string; readonly storageClass?: string }
    /** `secret`: a Secret of the namespace with the keys `username` and `password`; absent: without credentials. */
    | {
          readonly kind: "opensearch" | "elasticsearch";
          readonly url: string;
          readonly secret?: string;
          readonly indexPrefix: string;
      }
    | {
          readonly kind: "cassandra";
          readonly servers: readonly string[];
          readonly keyspace: string;
          readonly secret?: string;
      }
    | {
          readonly kind: "clickhouse";
          readonly servers: readonly string[];
          readonly database: string;
          readonly secret?: string;
      };
export interface JaegerEndpoint extends Endpoint {
    /** Its query API and user interface, for Grafana; absent: no data source. */
    readonly query?: string;
}

export interface PrometheusInstall {
    readonly resources: Size;
    /** How long samples are kept, such as 15d. */
    readonly retention: string;
    readonly size: string;
    readonly storageClass?: string;
    readonly scrapeInterval: string;
    /** Where samples are sent as well; its credentials: a Secret with the keys `username` and `password`. */
    readonly remoteWrite?: { readonly url: string; readonly secret?: string };
}
export interface PrometheusEndpoint extends Endpoint {
    /** Namespace it scrapes from: its pods are let in at metrics ports. */
    readonly namespace: string;
    /** Labels its operator selects monitors and rules by; absent: there is no operator, and files are for you to load. */
    readonly operatorLabels?: Readonly<Record<string, string>>;
}

export interface AlertmanagerInstall {
    readonly resources: Size;
    readonly size: string;
    readonly storageClass?: string;
    /** Where alerts go, by name of the receiver. None: they are shown, and nobody is called. */
    readonly receivers: ReadonlyMap<string, AlertReceiver>;
    /** Receiver of what is critical, and of the rest. */
    readonly routes: { readonly critical?: string; readonly default?: string };
}
/** `secret`: a Secret of the namespace whose key `url` (or `key` for PagerDuty) holds the address, a credential itself. */
export type AlertReceiver =
    | { readonly kind: "webhook"; readonly secret: string }
    | { readonly kind: "slack"; readonly secret: string; readonly channel: string }
    | { readonly kind: "pagerduty"; readonly secret: string };

export interface GrafanaInstall {
    readonly resources: Size;
    readonly size: string;
    readonly storageClass?: string;
    readonly adminUser: string;
}
export interface GrafanaEndpoint extends Endpoint {
    /** Namespace its sidecar reads ConfigMaps with dashboards from; absent: the observability namespace. */
    readonly namespace?: string;
    /** Labels that its sidecar finds dashboards by. */
    readonly dashboardLabels: Readonly<Record<string, string>>;
}

export interface LokiInstall {
    readonly resources: Size;
    readonly retention: string;
    readonly size: string;
    readonly storageClass?: string;
}

export interface KialiInstall {
    readonly resources: Size;
}

/** Exporters of metrics (MET-10); each one only where it is asked for. */
export interface Exporters {
    readonly node: boolean;
    /** By name of the store in the catalogue. `secret`: key `url` holds the address with its credentials. */
    readonly redis: ReadonlyMap<string, { readonly secret?: string }>;
    readonly postgres: ReadonlyMap<string, { readonly secret: string }>;
    readonly kafka: ReadonlyMap<string, Readonly<Record<never, never>>>;
}
