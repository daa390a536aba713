import { componentNames } from "../collector/componentNames";
import { ownTelemetry } from "../collector/ownTelemetry";
import { kubernetesAttributes, memoryLimit } from "../collector/processors";
import type { CollectorConfig, Component, Components } from "../collector/settings";
import { accessLog, origin } from "./accessLog";
import { type LogAgentSettings, nodeVariable } from "./settings";

const checkpoints = "file_storage/checkpoints";
const queue = "file_storage/queue";

/**
 * The configuration of the agent on each node that reads what proxies log and sends it to Loki (LOG-02: what Promtail
 * did before its end). How far it has read and what it has not sent stand on disk, so that neither its own restart nor
 * Loki's loses a line.
 */
export function logAgentConfig(settings: LogAgentSettings): CollectorConfig {
    const { version, listen, memoryLimitMib } = settings;
    const { fileLog, otlpHttp, k8sAttributes } = componentNames(version);
    const loki = `${otlpHttp}/loki`;
    const processors: Components = {
        memory_limiter: memoryLimit(memoryLimitMib),
        ...(settings.kubernetes === undefined ? {} : { [k8sAttributes]: ownNode(settings.kubernetes) }),
        "transform/origin": origin(settings),
        "transform/access": accessLog,
    };
    const extensions: Components = {
        health_check: { endpoint: `${listen.host}:${listen.ports.health}` },
        [checkpoints]: { directory: `${settings.stateFolder}/checkpoints`, create_directory: true },
        [queue]: { directory: `${settings.stateFolder}/queue`, create_directory: true },
    };
    return {
        extensions,
        receivers: { [fileLog]: files(settings) },
        processors,
        exporters: { [loki]: toLoki(settings) },
        service: {
            extensions: Object.keys(extensions),
            telemetry: ownTelemetry(listen.host, listen.ports.ownMetrics),
            pipelines: {
                logs: { receivers: [fileLog], processors: Object.keys(processors), exporters: [loki] },
            },
        },
    };
}

/** Proxies alone: what applications write is theirs to send, by OTLP. */
function files({ podLogs, unread }: LogAgentSettings): Component {
    return {
        include: [`${podLogs}/*/istio-proxy/*.log`],
        // Its own proxy and Loki's would log every delivery, which would be delivered, and so on.
        exclude: unread.map(({ namespace, pod }) => `${podLogs}/${namespace}_${pod}-*/istio-proxy/*.log`),
        start_at: "beginning",
        include_file_path: true,
        include_file_name: false,
        storage: checkpoints,
        // What the pipeline refuses is read again instead of being dropped.
        retry_on_failure: { enabled: true, max_elapsed_time: "0s" },
        // Joins lines that the container runtime has split, and reads the pod's names from the file's path.
        operators: [{ type: "container", id: "container", max_log_size: "1MiB" }],
    };
}

/**
 * Lines that are read before the pods are known would stand under no service's name, so it waits for them: the files
 * wait as well. A collector of spans must not, since its senders do not.
 */
function ownNode(credentials: "serviceAccount" | "kubeConfig"): Component {
    return {
        ...kubernetesAttributes(credentials),
        filter: { node_from_env_var: nodeVariable },
        wait_for_metadata: true,
        wait_for_metadata_timeout: "30s",
    };
}

function toLoki({ loki, queueBytes, timing }: LogAgentSettings): Component {
    return {
        endpoint: loki.url,
        retry_on_failure: {
            enabled: true,
            initial_interval: "1s",
            max_interval: "30s",
            max_elapsed_time: "0s",
        },
        sending_queue: {
            storage: queue,
            sizer: "bytes",
            queue_size: queueBytes,
            // The file is read again when there is no room.
            block_on_overflow: true,
            batch: { sizer: "items", flush_timeout: timing.batch, min_size: 512, max_size: 4096 },
        },
    };
}
