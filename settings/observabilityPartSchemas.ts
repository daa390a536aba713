import { badDuration } from "../components/graph/formats";
import {
    type Content,
    decimal,
    flag,
    list,
    mapOf,
    oneOf,
    section,
    text,
    whole,
} from "../components/graph/shape";
import { badUrl } from "./observabilityFormats";
import {
    disk,
    endpoint,
    installed,
    labelMap,
    mode,
    namespace,
    retention,
    secret,
} from "./observabilityLeaves";

/** The parts of the observability stack as a stack file has them: flat, whatever the mode; rules tell them apart. */

const replicas = whole("Pods. Defaults by scale.", { min: 1, max: 100 }).optional();

export const collector = section(
    {
        mode,
        ...installed,
        ...endpoint,
        replicas,
        memoryLimiter: whole(
            "MiB it keeps to, refusing spans above them; its container's memory limit lies above. Defaults by scale.",
            { min: 64, max: 65_536 },
        ).optional(),
        tailSampling: section(
            {
                percent: decimal("Share of ordinary traces that is kept, in per cent.", { min: 0, max: 100 }),
                slowerThan: text(
                    "a duration such as 500ms",
                    "Traces slower than this are kept whole. Defaults to 1s.",
                    badDuration,
                ).optional(),
            },
            "a map such as { percent: 10, slowerThan: 500ms }",
            "Keeps traces with errors and slow ones whole, and a share of the others. Absent: all that proxies send.",
        ).optional(),
        serviceGraph: flag("Whether it measures who calls whom from traces. Defaults to true.").optional(),
        buckets: list(
            text("a duration such as 250ms", "An upper bound.", badDuration),
            "a list of durations such as [50ms, 250ms, 1s]",
            "Upper bounds of the histogram of span durations, ascending.",
        ).optional(),
        legacyReceivers: flag(
            "Whether it takes Jaeger's own protocols and Zipkin's beside OTLP. Defaults to true.",
        ).optional(),
        namespace: namespace("Namespace of an existing one. Defaults to the one in its host."),
    },
    "a map such as { mode: install, replicas: 2 }",
    "OpenTelemetry Collector: where all spans go first.",
);

const storage = section(
    {
        kind: oneOf(
            ["badger", "opensearch", "elasticsearch", "cassandra", "clickhouse"],
            "Where traces are kept. Defaults to badger: files on a disk of Jaeger's own.",
        ).optional(),
        ...disk,
        url: text(
            "an address such as https://opensearch.example.com:9200",
            "Of OpenSearch or Elasticsearch.",
            badUrl,
        ).optional(),
        indexPrefix: text("a prefix", "Of its indices. Defaults to jaeger.").optional(),
        servers: list(
            text("a server such as cassandra.example.com:9042", "Host and port of a server."),
            "a list of servers",
            "Of Cassandra or ClickHouse.",
        ).optional(),
        keyspace: text("a name", "Keyspace of Cassandra. Defaults to jaeger.").optional(),
        database: text("a name", "Database of ClickHouse. Defaults to jaeger.").optional(),
        secret: secret("Secret of the namespace with the keys username and password.").optional(),
    },
    "a map such as { size: 10Gi }",
    "Where traces are kept.",
);

export const jaeger = section(
    {
        mode,
        ...installed,
        ...endpoint,
        replicas,
        retention: retention("How long traces are kept. Defaults to 48h outside production."),
        storage: storage.optional(),
        kafka: section(
            {
                brokers: list(
                    text("a broker such as kafka.example.com:9092", "Host and port of a broker."),
                    "a list of brokers",
                    "Where spans wait.",
                ),
                topic: text("the name of a topic", "Defaults to jaeger-spans.").optional(),
            },
            "a map such as { brokers: [kafka.example.com:9092] }",
            "Kafka between Jaeger's collectors and its storage.",
        ).optional(),
        query: text(
            "an address such as http://jaeger.tracing.svc.cluster.local:16686",
            "Query API and user interface of an existing one. Absent: Grafana has no data source for traces.",
            badUrl,
        ).optional(),
    },
    "a map such as { retention: 48h, storage: { size: 10Gi } }",
    "Jaeger: keeps traces and shows them.",
);

export const prometheus = section(
    {
        mode,
        ...installed,
        ...endpoint,
        ...disk,
        retention: retention("How long samples are kept. Defaults by scale."),
        scrapeInterval: text("a duration such as 30s", "Defaults by scale.", badDuration).optional(),
        remoteWrite: section(
            {
                url: text(
                    "an address such as https://metrics.example.com/api/v1/write",
                    "Where samples go too.",
                    badUrl,
                ),
                secret: secret("Secret of the namespace with the keys username and password.").optional(),
            },
            "a map such as { url: https://metrics.example.com/api/v1/write }",
            "A further place for samples.",
        ).optional(),
        namespace: namespace("Namespace an existing one scrapes from. Defaults to the one in its host."),
        operatorLabels: labelMap(
            "Labels that the Prometheus operator selects monitors and rules by. Absent: there is no operator.",
        ),
    },
    "a map such as { retention: 15d, size: 50Gi }",
    "Prometheus: metrics and alerts.",
);

const receiver = section(
    {
        kind: oneOf(["webhook", "slack", "pagerduty"], "What it is."),
        secret: secret("Secret of the namespace whose key url (or key, for PagerDuty) holds the address."),
        channel: text("a channel such as #on-call", "Of Slack.").optional(),
    },
    "a map such as { kind: pagerduty, secret: pagerduty }",
    "Who is told of an alert.",
);

export const alertmanager = section(
    {
        mode,
        ...installed,
        ...endpoint,
        ...disk,
        receivers: mapOf(receiver, "a map from names to receivers", "Who is told, by name.").optional(),
        routes: section(
            {
                critical: text("the name of a receiver", "Of critical alerts.").optional(),
                default: text(
                    "the name of a receiver",
                    "Of the others, and of critical ones without a route.",
                ).optional(),
            },
            "a map such as { critical: pager, default: chat }",
            "Which receiver is told what.",
        ).optional(),
    },
    "a map such as { receivers: { chat: { kind: slack, secret: slack, channel: '#alerts' } } }",
    "Alertmanager: tells people.",
);

export const grafana = section(
    {
        mode,
        ...installed,
        ...endpoint,
        ...disk,
        adminUser: text("a name", "Defaults to admin; the password is made.").optional(),
        namespace: namespace("Namespace an existing one reads dashboards from. Defaults to the stack's own."),
        dashboardLabels: labelMap(
            "Labels an existing one finds dashboards by. Defaults to grafana_dashboard: 1.",
        ),
    },
    "a map such as { size: 5Gi }",
    "Grafana: dashboards.",
);

export const loki = section(
    {
        mode,
        ...installed,
        ...endpoint,
        ...disk,
        retention: retention("How long logs are kept. Defaults by scale."),
    },
    "a map such as { retention: 7d, size: 20Gi }",
    "Loki: keeps access logs.",
);

export const kiali = section(
    { mode, ...installed, ...endpoint },
    "a map such as { mode: off }",
    "Kiali: shows the mesh.",
);

export const exporters = section(
    {
        node: flag("Whether nodes are measured. Defaults to false.").optional(),
        redis: mapOf(
            section(
                { secret: secret("Secret whose key url holds the address with its credentials.").optional() },
                "{} or a map such as { secret: redis }",
                "A Redis.",
            ),
            "a map from stores to exporters",
            "By name of the store in the catalogue.",
        ).optional(),
        postgres: mapOf(
            section(
                { secret: secret("Secret whose key url holds the address with its credentials.") },
                "a map such as { secret: postgres-metrics }",
                "A PostgreSQL.",
            ),
            "a map from stores to exporters",
            "By name of the store in the catalogue.",
        ).optional(),
        kafka: mapOf(
            section({}, "{}", "A Kafka."),
            "a map from stores to {}",
            "By name of the store in the catalogue.",
        ).optional(),
    },
    "a map such as { node: true, redis: { redis: {} } }",
    "Exporters of metrics, each only where it is asked for.",
);

export type RawCollector = Content<typeof collector>;
export type RawJaeger = Content<typeof jaeger>;
export type RawPrometheus = Content<typeof prometheus>;
export type RawAlertmanager = Content<typeof alertmanager>;
export type RawGrafana = Content<typeof grafana>;
export type RawLoki = Content<typeof loki>;
export type RawKiali = Content<typeof kiali>;
export type RawExporters = Content<typeof exporters>;
export type RawReceiver = Content<typeof receiver>;
