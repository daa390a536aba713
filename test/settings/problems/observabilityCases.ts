import type { Case } from "../../graph/problems/example";

const at = "meshwright:observability";
const watching = (change: object) => ({ "stack/observability": change });
const production = (change: object) => ({ ...watching(change), "stack/environment": "prod" });

export const observabilityCases: readonly Case[] = [
    {
        title: "nothing about a stack with every default",
        change: watching({}),
        codes: [],
        says: [],
    },
    {
        title: "nothing about what production must write",
        change: production({
            sampling: { percent: 5, workloads: { "shop/web": 10 } },
            jaeger: { retention: "48h" },
        }),
        codes: [],
        says: [],
    },
    {
        title: "nothing about parts that exist, in the cluster and outside",
        change: watching({
            collector: { mode: "existing", host: "otel.monitoring.svc.cluster.local", port: 4317 },
            jaeger: { mode: "off" },
            prometheus: {
                mode: "existing",
                host: "prometheus.monitoring.svc.cluster.local",
                port: 9090,
                operatorLabels: { release: "kps" },
            },
            loki: { mode: "existing", host: "logs.example.com", port: 443, tls: true },
        }),
        codes: [],
        says: [],
    },
    {
        title: "production without a word on sampling and retention",
        change: production({}),
        codes: ["sampling-missing", "retention-missing"],
        says: [
            `${at}.sampling: missing; outside production every request is traced, in production write which share is, 1 to 10 per cent, such as sampling: 5`,
            `${at}.jaeger.retention: missing; traces hold what customers did, so in production write how long they are kept, such as retention: 48h`,
        ],
    },
    {
        title: "production that nobody watches",
        change: { "stack/environment": "eu-prod" },
        codes: ["unobserved-production"],
        says: [
            `${at}: missing; no mesh goes live unobserved, so in production write what watches it: { sampling: 5, jaeger: { retention: 48h } }, with mode: existing for each part that you have already`,
        ],
    },
    {
        title: "production with two signals off",
        change: production({
            sampling: 5,
            jaeger: { retention: "48h" },
            loki: { mode: "off" },
            grafana: { mode: "off" },
        }),
        codes: ["unobserved-production", "unobserved-production"],
        says: [
            `${at}.loki.mode: "off" would leave production without seeing what went wrong; write mode: install, or mode: existing with its host and port`,
            `${at}.grafana.mode: "off" would leave production without seeing any of it at a glance; write mode: install, or mode: existing with its host and port`,
        ],
    },
    {
        title: "nothing about production of which another stack has the platform, or that has nobody in it",
        change: { "stack/environment": "prod", "stack/scope": ["shop"] },
        codes: [],
        says: [],
    },
    {
        title: "more traces than production should pay for",
        change: production({ sampling: 11, jaeger: { retention: "48h" } }),
        codes: ["sampling-in-production"],
        says: [`${at}.sampling: 11 per cent is more than production should pay for; write 1 to 10`],
    },
    {
        title: "fewer traces than find anything, and a workload with all of them",
        change: production({
            sampling: { percent: 0.5, workloads: { "shop/web": 100 } },
            jaeger: { retention: "48h" },
        }),
        codes: ["sampling-in-production", "sampling-in-production"],
        says: [
            `${at}.sampling.percent: 0.5 per cent is too few to find anything; write 1 to 10`,
            `${at}.sampling.workloads["shop/web"]: 100 per cent is more than production should pay for; write 10 at most`,
        ],
    },
    {
        title: "a share above the whole",
        change: watching({ sampling: 101 }),
        codes: ["bad-percent"],
        says: [`${at}.sampling: must be a number from 0 to 100, got 101`],
    },
    {
        title: "a share of a workload that there is not",
        change: watching({ sampling: { workloads: { "shop/wbe": 10 } } }),
        codes: ["unknown-workload"],
        says: [
            `${at}.sampling.workloads["shop/wbe"]: unknown workload "shop/wbe" (did you mean "shop/web"?); known: bank/accounts, shop/ledger, shop/nightly, shop/web`,
        ],
    },
    {
        title: "a namespace of the catalogue for the stack",
        change: watching({ namespace: "shop" }),
        codes: ["namespace-taken"],
        says: [
            `${at}.namespace: the namespace "shop" is already that of meshwright:namespaces.shop; write one of its own, such as { namespace: mesh-observability }`,
        ],
    },
    {
        title: "a namespace with the rate-limit service in it",
        change: { ...watching({ namespace: "rate-limit" }), "stack/rateLimitService": {} },
        codes: ["namespace-taken", "namespace-taken"],
        says: [
            `meshwright:rateLimitService.namespace: the namespace "rate-limit" is already that of meshwright:observability; write one of its own, such as { namespace: rate-limit-service }`,
            `${at}.namespace: the namespace "rate-limit" is already that of meshwright:rateLimitService; write one of its own, such as { namespace: mesh-observability }`,
        ],
    },
    {
        title: "the control plane's namespace for the stack",
        change: watching({ namespace: "istio-system" }),
        codes: ["reserved-namespace"],
        says: [
            `${at}.namespace: the namespace "istio-system" is not for services (reserved: default, istio-system, kube-*); choose one of your own`,
        ],
    },
    {
        title: "an unknown tag of the stack",
        change: watching({ tag: "stabel" }),
        codes: ["unknown-tag"],
        says: [
            `${at}.tag: unknown tag "stabel" (did you mean "stable"?); declared in meshwright:tags: default, stable`,
        ],
    },
    {
        title: "a misspelt part",
        change: watching({ promethues: { mode: "off" } }),
        codes: ["unknown-key"],
        says: [
            `${at}.promethues: unknown key "promethues" (did you mean "prometheus"?); allowed: namespace, tag, cluster, scale, sampling, accessLog, links, runbooks, collector, jaeger, prometheus, alertmanager, grafana, loki, kiali, exporters, images`,
        ],
    },
    {
        title: "words of an installed part on one that exists, and the other way round",
        change: watching({
            loki: { mode: "existing", host: "loki.example.com", port: 3100, size: "10Gi" },
            grafana: { host: "grafana.example.com" },
        }),
        codes: ["other-mode", "other-mode"],
        says: [
            `${at}.grafana.host: "host" is of one that exists already; write mode: existing, or remove it`,
            `${at}.loki.size: this program does not run an existing one, so it cannot set "size"; remove it, or write mode: install`,
        ],
    },
    {
        title: "words about a part that is off",
        change: watching({ kiali: { mode: "off", resources: { cpu: "1" } } }),
        codes: ["other-mode"],
        says: [`${at}.kiali.resources: nothing is made of it while the mode is off; remove it, or the mode`],
    },
    {
        title: "an existing part that nobody could find",
        change: watching({ loki: { mode: "existing" } }),
        codes: ["endpoint-missing", "endpoint-missing"],
        says: [
            `${at}.loki.host: missing; an existing one is found by host and port, so write a host such as loki.monitoring.svc.cluster.local`,
            `${at}.loki.port: missing; an existing one is found by host and port, so write its port`,
        ],
    },
    {
        title: "half a name of a service of the cluster",
        change: watching({ loki: { mode: "existing", host: "loki.monitoring.svc", port: 3100 } }),
        codes: ["bad-host"],
        says: [
            `${at}.loki.host: "loki.monitoring.svc" is not the whole name of a service of this cluster; write it as in "prometheus.monitoring.svc.cluster.local"`,
        ],
    },
    {
        title: "an existing Prometheus outside that scrapes from nobody knows where",
        change: watching({ prometheus: { mode: "existing", host: "prometheus.example.com", port: 443 } }),
        codes: ["namespace-missing"],
        says: [
            `${at}.prometheus.namespace: missing; its host tells no namespace, and metrics ports are opened to the namespace it scrapes from`,
        ],
    },
    {
        title: "a Jaeger in two pods on one Badger, fed by Kafka",
        change: watching({
            jaeger: { replicas: 2, kafka: { brokers: ["kafka.example.com:9092", "kafka.example.com"] } },
        }),
        codes: ["bad-host-port", "badger-replicas", "badger-behind-kafka"],
        says: [
            `${at}.jaeger.kafka.brokers[1]: "kafka.example.com" names no port; write host and port, as in "store.example.com:9042"`,
            `${at}.jaeger.replicas: 2 pods cannot share Badger: its files belong to one process; write another storage, such as { kind: opensearch, url: https://opensearch.example.com:9200 }, or 1`,
            `${at}.jaeger.kafka: what reads from Kafka cannot share Badger with what answers: its files belong to one process; write another storage, such as { kind: opensearch, url: https://opensearch.example.com:9200 }`,
        ],
    },
    {
        title: "words of one storage on another, and nowhere to find it",
        change: watching({ jaeger: { storage: { kind: "cassandra", size: "10Gi" } } }),
        codes: ["other-storage", "storage-incomplete"],
        says: [
            `${at}.jaeger.storage.size: cassandra has no "size"; it has servers, keyspace, secret`,
            `${at}.jaeger.storage.servers: missing; cassandra is found by it`,
        ],
    },
    {
        title: "a retention without a unit",
        change: watching({ jaeger: { retention: "48" } }),
        codes: ["bad-retention"],
        says: [
            `${at}.jaeger.retention: "48" is not such a time; write a whole number and a unit: h, d or w, as in "48h" or "15d"`,
        ],
    },
    {
        title: "a limiter that the container would not live to see",
        change: watching({ collector: { memoryLimiter: 700 } }),
        codes: ["limiter-above-limit"],
        says: [
            `${at}.collector.memoryLimiter: the memory limiter lets 700 MiB of spans in, and the container is ended at 768Mi; give it 904Mi at least (resources.memoryLimit), or lower memoryLimiter`,
        ],
    },
    {
        title: "bounds of a histogram that do not ascend",
        change: watching({ collector: { buckets: ["1s", "500ms"] } }),
        codes: ["bucket-order"],
        says: [
            `${at}.collector.buckets[1]: "500ms" is not above the bound before it; write them in ascending order`,
        ],
    },
    {
        title: "a route of alerts to nobody, and a channel of a pager",
        change: watching({
            alertmanager: {
                receivers: {
                    pager: { kind: "pagerduty", secret: "pagerduty", channel: "#on-call" },
                    chat: { kind: "slack", secret: "slack" },
                },
                routes: { critical: "pagr" },
            },
        }),
        codes: ["unknown-receiver", "channel-missing", "channel-elsewhere"],
        says: [
            `${at}.alertmanager.routes.critical: unknown receiver "pagr" (did you mean "pager"?); known: chat, pager`,
            `${at}.alertmanager.receivers.chat.channel: missing; write the channel it posts to, such as "#on-call"`,
            `${at}.alertmanager.receivers.pager.channel: only Slack has channels, this is pagerduty; remove it`,
        ],
    },
    {
        title: "Kiali without what it shows",
        change: watching({ prometheus: { mode: "off" } }),
        codes: ["kiali-without-prometheus"],
        says: [
            `${at}.kiali: Kiali shows what Prometheus measures, and that is off; write mode: off here too, or take it from there`,
        ],
    },
    {
        title: "exporters for stores that there are not",
        change: watching({ exporters: { redis: { cach: {} }, kafka: { cache: {} } } }),
        codes: ["unknown-store"],
        says: [`${at}.exporters.redis.cach: unknown store "cach" (did you mean "cache"?); known: cache`],
    },
    {
        title: "an image of nothing",
        change: watching({ images: { grafanna: "registry.example.com/grafana:13.2.0" } }),
        codes: ["unknown-image"],
        says: [
            `${at}.images.grafanna: unknown image "grafanna" (did you mean "grafana"?); known: alertmanager, collector, grafana, jaeger, kafkaExporter, kiali, loki, nodeExporter, postgresExporter, prometheus, redisExporter`,
        ],
    },
    {
        title: "what one machine does not hold",
        change: watching({ scale: "large" }),
        codes: ["badger-at-scale", "prometheus-at-scale"],
        says: [
            `${at}.jaeger.storage: warning: Badger writes what one machine can, about 5,000 spans a second; at this scale write another storage, or mode: existing`,
            `${at}.prometheus: warning: one Prometheus holds some ten million series; at this scale send samples on (remoteWrite), or write mode: existing`,
        ],
    },
];
