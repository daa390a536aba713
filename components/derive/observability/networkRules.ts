import type { Workload } from "../../graph/model";
import type { Observability } from "../../graph/observability";
import type { NetworkPolicyPeer, NetworkPolicySpec } from "../../istio/types";
import { labels } from "../../labels";
import { names, ports } from "../../observability/names";
import { certManagerPort, kubeletPort } from "../../observability/prometheus/jobs";
import type { ArrangedGraph } from "../arrangedGraph";
import { podsInNamespace } from "../parties";
import { tcp } from "../peersByPorts";
import { distinctPorts } from "../ports";
import type { Target } from "../target";
import { installedWorkloads } from "./installed";
import { openToMesh, sendingNamespaces } from "./spanPolicies";

type EgressRule = NonNullable<NetworkPolicySpec["egress"]>[number];
type IngressRule = NonNullable<NetworkPolicySpec["ingress"]>[number];

/** Ports with nothing but metrics, which Prometheus reads past the proxies; what else it reads is merged on 15020. */
function metricsPorts(observability: Observability): ReadonlyMap<string, readonly number[]> {
    const there = new Set(installedWorkloads(observability));
    return new Map([...everyMetricsPort(observability)].filter(([name]) => there.has(name)));
}

function everyMetricsPort({ exporters }: Observability): ReadonlyMap<string, readonly number[]> {
    const named = <Value>(map: ReadonlyMap<string, Value>, name: (store: string) => string, port: number) =>
        [...map.keys()].map((store) => [name(store), [port]] as const);
    return new Map<string, readonly number[]>([
        [names.collector, [ports.ownMetrics, ports.spanMetrics]],
        [names.traceCollector, [ports.ownMetrics, ports.spanMetrics]],
        [names.logAgent, [ports.ownMetrics]],
        [names.jaeger, [ports.ownMetrics]],
        [names.jaegerIngester, [ports.ownMetrics]],
        [names.kiali, [ports.kialiMetrics]],
        [names.nodeExporter, [ports.nodeExporter]],
        ...named(exporters.redis, names.redisExporter, ports.redisExporter),
        ...named(exporters.postgres, names.postgresExporter, ports.postgresExporter),
        ...named(exporters.kafka, names.kafkaExporter, ports.kafkaExporter),
    ]);
}

/** Who may reach a part of the stack beside its callers: everyone with spans, and Prometheus. */
export function stackIngress(workload: Workload, arranged: ArrangedGraph, target: Target): IngressRule[] {
    const { observability } = arranged.platform;
    if (observability?.namespace !== workload.namespace) {
        return [];
    }
    const senders = sendingNamespaces(arranged, observability.namespace).map(podsInNamespace);
    const open = openToMesh(observability, arranged, target).filter(
        (each) => each.workload === workload.name,
    );
    const metrics = metricsPorts(observability).get(workload.name);
    const scraper = scraperOf(observability);
    return [
        ...(senders.length === 0 ? [] : open.map((each) => ({ from: senders, ports: tcp(each.ports) }))),
        ...(metrics === undefined || scraper === undefined ? [] : [{ from: [scraper], ports: tcp(metrics) }]),
    ];
}

function scraperOf({ namespace, prometheus }: Observability): NetworkPolicyPeer | undefined {
    switch (prometheus.mode) {
        case "install":
            return {
                ...podsInNamespace(namespace),
                podSelector: { matchLabels: { app: names.prometheus } },
            };
        case "existing":
            return podsInNamespace(prometheus.namespace);
        case "off":
            return undefined;
    }
}

/** Pods of every namespace that this program puts before istiod: which of them have proxies changes while it runs. */
const meshed: NetworkPolicyPeer = {
    namespaceSelector: { matchLabels: { [labels.discovery]: labels.discoveryValue } },
};

/** Who asks the API server: for what to scrape, for the mesh's objects, for whose pod a span or a line is of. */
const asksApiServer: ReadonlySet<string> = new Set([
    names.prometheus,
    names.kiali,
    names.collector,
    names.logAgent,
]);

/** What a part of the stack may reach beside what it calls; `world` is anywhere but the metadata service of a cloud. */
export function stackEgress(
    { name, namespace }: Workload,
    { platform: { observability, certManager } }: ArrangedGraph,
    { rootNamespace }: Target,
    world: NetworkPolicyPeer,
): EgressRule[] {
    if (observability?.namespace !== namespace) {
        return [];
    }
    // Its address is the cluster's to know: 443 is its Service's, 6443 what most servers listen on behind it.
    const apiServer: EgressRule[] = asksApiServer.has(name) ? [{ to: [world], ports: tcp([443, 6443]) }] : [];
    const istiod: NetworkPolicyPeer = {
        ...podsInNamespace(rootNamespace),
        podSelector: { matchLabels: { app: "istiod" } },
    };
    switch (name) {
        case names.prometheus: {
            const own = distinctPorts([...metricsPorts(observability).values()].flat());
            return [
                ...apiServer,
                { to: [meshed], ports: tcp([ports.mergedMetrics]) },
                { to: [istiod], ports: tcp([ports.istiodMetrics]) },
                ...(own.length === 0 ? [] : [{ to: [podsInNamespace(namespace)], ports: tcp(own) }]),
                // Kubelets answer at the addresses of nodes, which are nobody's pods.
                { to: [world], ports: tcp([kubeletPort]) },
                ...(certManager === undefined
                    ? []
                    : [{ to: [podsInNamespace(certManager.namespace)], ports: tcp([certManagerPort]) }]),
            ];
        }
        case names.kiali:
            return [...apiServer, { to: [istiod], ports: tcp([ports.istiodMetrics]) }];
        case names.alertmanager:
            // Where people are told is a secret: the address of a webhook is its credential.
            return hasReceivers(observability) ? [{ to: [world], ports: tcp([443]) }] : [];
        default:
            return apiServer;
    }
}

function hasReceivers({ alertmanager }: Observability): boolean {
    return alertmanager.mode === "install" && alertmanager.receivers.size > 0;
}
