import type {
    AlertReceiver,
    CollectorEndpoint,
    CollectorInstall,
    Endpoint,
    GrafanaEndpoint,
    GrafanaInstall,
    JaegerEndpoint,
    JaegerInstall,
    KialiInstall,
    LokiInstall,
    Observability,
    Part,
    PrometheusEndpoint,
    PrometheusInstall,
    Size,
} from "../components/graph";
import { durationMilliseconds } from "../components/graph/duration";
import type { ScalePreset } from "../components/observability/scale";
import { buildJaegerStorage } from "./buildJaegerStorage";
import { namespaceOfHost, retentionHours } from "./observabilityFormats";
import type {
    RawAlertmanager,
    RawCollector,
    RawGrafana,
    RawJaeger,
    RawKiali,
    RawLoki,
    RawPrometheus,
    RawReceiver,
} from "./observabilityPartSchemas";
import { sortedMap } from "./sortedMap";

interface RawPart {
    readonly mode?: "install" | "existing" | "off" | undefined;
    readonly host?: string | undefined;
    readonly port?: number | undefined;
    readonly tls?: boolean | undefined;
}

/** Rules have refused what belongs to another mode and asked for what an existing part needs. */
function part<Install, Existing>(
    raw: RawPart,
    install: () => Install,
    existing: (endpoint: Endpoint) => Existing,
): Part<Install, Existing> {
    switch (raw.mode ?? "install") {
        case "off":
            return { mode: "off" };
        case "existing": {
            const { host = "", port = 0, tls = false } = raw;
            return { mode: "existing", ...existing({ host, port, tls }) };
        }
        case "install":
            return { mode: "install", ...install() };
    }
}

const same = (endpoint: Endpoint): Endpoint => endpoint;

/** What Envoy's proxies add at best up to what somebody waits for and gives up. */
const defaultBuckets = [2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000];

export function buildCollector(raw: RawCollector, preset: ScalePreset): Observability["collector"] {
    return part<CollectorInstall, CollectorEndpoint>(
        raw,
        () => ({
            replicas: raw.replicas ?? preset.collector.replicas,
            resources: resourcesOf(raw.resources, preset.collector.resources),
            memoryLimitMib: raw.memoryLimiter ?? preset.collector.memoryLimitMib,
            ...(raw.tailSampling === undefined
                ? {}
                : {
                      tailSampling: {
                          percent: raw.tailSampling.percent,
                          slowerThanMs: durationMilliseconds(raw.tailSampling.slowerThan ?? "1s") ?? 0,
                      },
                  }),
            serviceGraph: raw.serviceGraph ?? true,
            buckets: raw.buckets?.map((bound) => durationMilliseconds(bound) ?? 0) ?? defaultBuckets,
            legacyReceivers: raw.legacyReceivers ?? true,
        }),
        (endpoint) => ({ ...endpoint, ...namespaceFrom(raw) }),
    );
}

export function buildJaeger(raw: RawJaeger, preset: ScalePreset): Observability["jaeger"] {
    const { size, replicas } = preset.jaeger;
    return part<JaegerInstall, JaegerEndpoint>(
        raw,
        () => {
            const storage = buildJaegerStorage(raw.storage ?? {}, size);
            return {
                replicas: raw.replicas ?? (storage.kind === "badger" ? 1 : replicas),
                resources: resourcesOf(raw.resources, preset.jaeger.resources),
                retention: inHours(raw.retention ?? preset.jaeger.retention),
                storage,
                ...(raw.kafka === undefined
                    ? {}
                    : {
                          kafka: {
                              brokers: [...raw.kafka.brokers],
                              topic: raw.kafka.topic ?? "jaeger-spans",
                          },
                      }),
            };
        },
        (endpoint) => ({ ...endpoint, ...(raw.query === undefined ? {} : { query: raw.query }) }),
    );
}

export function buildPrometheus(raw: RawPrometheus, preset: ScalePreset): Observability["prometheus"] {
    const { resources, retention, size, scrapeInterval } = preset.prometheus;
    return part<PrometheusInstall, PrometheusEndpoint>(
        raw,
        () => ({
            resources: resourcesOf(raw.resources, resources),
            retention: raw.retention ?? retention,
            ...diskOf(raw, size),
            scrapeInterval: raw.scrapeInterval ?? scrapeInterval,
            ...(raw.remoteWrite === undefined ? {} : { remoteWrite: { ...raw.remoteWrite } }),
        }),
        (endpoint) => ({
            ...endpoint,
            namespace: namespaceFrom(raw).namespace ?? "",
            ...(raw.operatorLabels === undefined ? {} : { operatorLabels: { ...raw.operatorLabels } }),
        }),
    );
}

export function buildAlertmanager(raw: RawAlertmanager, preset: ScalePreset): Observability["alertmanager"] {
    const { critical, default: rest } = raw.routes ?? {};
    return part(
        raw,
        () => ({
            resources: resourcesOf(raw.resources, preset.alertmanager.resources),
            ...diskOf(raw, preset.alertmanager.size),
            receivers: sortedMap(raw.receivers, buildReceiver),
            routes: {
                ...(critical === undefined ? {} : { critical }),
                ...(rest === undefined ? {} : { default: rest }),
            },
        }),
        same,
    );
}

function buildReceiver({ kind, secret, channel = "" }: RawReceiver): AlertReceiver {
    return kind === "slack" ? { kind, secret, channel } : { kind, secret };
}

export function buildGrafana(raw: RawGrafana, preset: ScalePreset): Observability["grafana"] {
    return part<GrafanaInstall, GrafanaEndpoint>(
        raw,
        () => ({
            resources: resourcesOf(raw.resources, preset.grafana.resources),
            ...diskOf(raw, preset.grafana.size),
            adminUser: raw.adminUser ?? "admin",
        }),
        (endpoint) => ({
            ...endpoint,
            ...(raw.namespace === undefined ? {} : { namespace: raw.namespace }),
            dashboardLabels: { ...(raw.dashboardLabels ?? { grafana_dashboard: "1" }) },
        }),
    );
}

export function buildLoki(raw: RawLoki, preset: ScalePreset): Observability["loki"] {
    return part<LokiInstall, Endpoint>(
        raw,
        () => ({
            resources: resourcesOf(raw.resources, preset.loki.resources),
            retention: inHours(raw.retention ?? preset.loki.retention),
            ...diskOf(raw, preset.loki.size),
        }),
        same,
    );
}

export function buildKiali(raw: RawKiali, preset: ScalePreset): Observability["kiali"] {
    return part<KialiInstall, Endpoint>(
        raw,
        () => ({ resources: resourcesOf(raw.resources, preset.kiali.resources) }),
        same,
    );
}

function resourcesOf(
    raw: { readonly [Key in keyof Size]?: string | undefined } | undefined,
    preset: Size,
): Size {
    return {
        cpu: raw?.cpu ?? preset.cpu,
        memory: raw?.memory ?? preset.memory,
        cpuLimit: raw?.cpuLimit ?? preset.cpuLimit,
        memoryLimit: raw?.memoryLimit ?? preset.memoryLimit,
    };
}

function diskOf(
    {
        size,
        storageClass,
    }: { readonly size?: string | undefined; readonly storageClass?: string | undefined },
    preset: string,
) {
    return { size: size ?? preset, ...(storageClass === undefined ? {} : { storageClass }) };
}

/** Go's durations, which Jaeger reads, know no days. */
function inHours(retention: string): string {
    return `${retentionHours(retention)}h`;
}

function namespaceFrom({
    namespace,
    host = "",
}: {
    readonly namespace?: string | undefined;
    readonly host?: string | undefined;
}): {
    namespace?: string;
} {
    const own = namespace ?? namespaceOfHost(host);
    return own === undefined ? {} : { namespace: own };
}
