import { digest } from "../../digest";
import type { CollectorInstall } from "../../graph";
import type { Manifest } from "../../istio/types";
import { yamlText } from "../configText";
import type { ObservabilityContext } from "../context";
import { goMemoryLimit, podAddress } from "../goMemory";
import { imageOf } from "../images";
import { names, ports } from "../names";
import type { Mount, PodSettings } from "../pod";
import {
    clusterRole,
    configMap,
    deployment,
    type ServicePort,
    service,
    serviceAccount,
    statefulSet,
} from "../workloads";
import { collectorConfig } from "./collectorConfig";
import { queue, tierSettings, twoTiers } from "./context";
import type { CollectorConfig, CollectorSettings } from "./settings";

const configFolder = "/etc/otelcol";
const configFile = "config.yaml";

/** Pods, namespaces and owners, read to put their names on what they send. */
export const podReader = [
    { apiGroups: [""], resources: ["pods", "namespaces"], verbs: ["get", "list", "watch"] },
    { apiGroups: ["apps"], resources: ["replicasets"], verbs: ["get", "list", "watch"] },
] as const;

/** Port of the API server's Service; it is called past the proxy, whose certificate it does not know. */
export const apiServerPort = 443;

export function collectorManifests(context: ObservabilityContext): Manifest[] {
    const { collector, namespace } = context.observability;
    if (collector.mode !== "install") {
        return [];
    }
    const split = twoTiers(collector);
    const first = tierSettings(split ? "front" : "whole", collector, context);
    const config = collectorConfig(first);
    const name = names.collector;
    const disk: Mount = { name: "queue", path: queue.folder, scratch: true, limit: queue.disk };
    const pod = {
        ...tierPod(name, collector, config, disk, context),
        containerPorts: [...intakePorts(first).map(({ port }) => port), ports.spanMetrics, ports.ownMetrics],
        directPorts: [apiServerPort],
        apiToken: true,
    };
    return [
        serviceAccount(namespace, name),
        ...clusterRole(namespace, name, podReader),
        configMap(namespace, name, { [configFile]: yamlText(config) }),
        service(namespace, name, intakePorts(first)),
        deployment(pod, { replicas: collector.replicas }),
        ...(split ? secondTier(collector, context) : []),
    ];
}

/**
 * Pods with names, so that each finds its own disk again, and what waits on it. Its port is TCP to the mesh: the first
 * tier calls pods by address, and for an HTTP port the proxy would look for a host of that name.
 */
function secondTier(collector: CollectorInstall, context: ObservabilityContext): Manifest[] {
    const { namespace } = context.observability;
    const name = names.traceCollector;
    const config = collectorConfig(tierSettings("traces", collector, context));
    const disk: Mount = { name: "queue", path: queue.folder, claim: "queue" };
    const pod = {
        ...tierPod(name, collector, config, disk, context),
        containerPorts: [ports.otlpGrpc, ports.spanMetrics, ports.ownMetrics],
    };
    return [
        serviceAccount(namespace, name),
        configMap(namespace, name, { [configFile]: yamlText(config) }),
        service(namespace, name, [{ name: "tcp-otlp", port: ports.otlpGrpc, appProtocol: "tcp" }], {
            headless: true,
        }),
        statefulSet(pod, { replicas: collector.replicas, claims: [{ name: "queue", size: queue.disk }] }),
    ];
}

function tierPod(
    name: string,
    { resources }: CollectorInstall,
    config: CollectorConfig,
    disk: Mount,
    { observability }: ObservabilityContext,
): Omit<PodSettings, "containerPorts"> {
    const { image, version } = imageOf(observability, "collector");
    return {
        name,
        namespace: observability.namespace,
        version,
        image,
        args: [`--config=${configFolder}/${configFile}`],
        env: [podAddress, goMemoryLimit(resources)],
        resources,
        probe: { path: "/", port: ports.health },
        mounts: [{ name: "config", path: configFolder, configMap: name }, disk],
        checksum: digest(config),
        scrapedPorts: [ports.spanMetrics, ports.ownMetrics],
    };
}

/** What applications send to (OTL-01, OTL-08); the older protocols only where they were asked for. */
function intakePorts({ legacyReceivers }: CollectorSettings): readonly ServicePort[] {
    return [
        { name: "grpc-otlp", port: ports.otlpGrpc, appProtocol: "grpc" },
        { name: "http-otlp", port: ports.otlpHttp, appProtocol: "http" },
        ...(legacyReceivers
            ? [
                  { name: "grpc-jaeger", port: ports.jaegerGrpc, appProtocol: "grpc" } as const,
                  { name: "http-jaeger", port: ports.jaegerThriftHttp, appProtocol: "http" } as const,
                  { name: "http-zipkin", port: ports.zipkin, appProtocol: "http" } as const,
              ]
            : []),
    ];
}
