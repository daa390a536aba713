import { digest } from "../../digest";
import type { Size } from "../../graph";
import type { Manifest } from "../../istio/types";
import { addressOf } from "../addresses";
import { collectorVersion } from "../collector/context";
import { apiServerPort, podReader } from "../collector/manifests";
import { usualTiming } from "../collector/settings";
import { yamlText } from "../configText";
import type { ObservabilityContext } from "../context";
import { goMemoryLimit, podAddress, podAddressReference } from "../goMemory";
import { imageOf } from "../images";
import { names, ports } from "../names";
import type { PodSettings } from "../pod";
import { clusterRole, configMap, daemonSet, serviceAccount } from "../workloads";
import { logAgentConfig } from "./logAgentConfig";
import { nodeVariable } from "./settings";

const configFolder = "/etc/otelcol";
const configFile = "config.yaml";
const podLogs = "/var/log/pods";
const state = { folder: "/var/lib/otelcol", bytes: 256 * 2 ** 20, disk: "1Gi" } as const;

/** The same on every node, however large the mesh: it grows with what a node runs, which nodes bound. */
const size: Size = { cpu: "50m", memory: "160Mi", cpuLimit: "500m", memoryLimit: "320Mi" };
const memoryLimitMib = 192;

/** An agent on every node, where there is a Loki to send to. */
export function logAgentManifests(context: ObservabilityContext): Manifest[] {
    const { observability } = context;
    const { namespace, environment, cluster } = observability;
    const loki = addressOf("loki", context);
    if (loki === undefined) {
        return [];
    }
    const name = names.logAgent;
    const config = yamlText(
        logAgentConfig({
            version: collectorVersion(context),
            listen: { host: podAddressReference, ports },
            podLogs,
            unread: [name, names.loki].map((pod) => ({ namespace, pod })),
            kubernetes: "serviceAccount",
            loki: { url: `${loki}/otlp` },
            memoryLimitMib,
            stateFolder: state.folder,
            queueBytes: state.bytes,
            environment,
            cluster,
            timing: usualTiming,
        }),
    );
    const pod: PodSettings = {
        name,
        namespace,
        ...imageOf(observability, "collector"),
        args: [`--config=${configFolder}/${configFile}`],
        env: [
            podAddress,
            { name: nodeVariable, valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
            goMemoryLimit(size),
        ],
        resources: size,
        containerPorts: [ports.ownMetrics],
        probe: { path: "/", port: ports.health },
        mounts: [
            { name: "config", path: configFolder, configMap: name },
            // Gone with the pod: a new one reads the files that are there from their beginning, and Loki takes a
            // line that it has for the same.
            { name: "state", path: state.folder, scratch: true, limit: state.disk },
            { name: "pod-logs", path: podLogs, node: podLogs },
        ],
        checksum: digest(config),
        scrapedPorts: [ports.ownMetrics],
        directPorts: [apiServerPort],
        apiToken: true,
        readsNode: true,
    };
    return [
        serviceAccount(namespace, name),
        ...clusterRole(namespace, name, podReader),
        configMap(namespace, name, { [configFile]: config }),
        daemonSet(pod),
    ];
}
