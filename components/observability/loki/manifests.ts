import { digest } from "../../digest";
import type { Manifest } from "../../istio/types";
import { yamlText } from "../configText";
import type { ObservabilityContext } from "../context";
import { goDuration } from "../goDuration";
import { goMemoryLimit } from "../goMemory";
import { imageOf } from "../images";
import { names, ports } from "../names";
import type { PodSettings } from "../pod";
import { claim, configMap, deployment, service, serviceAccount } from "../workloads";
import { lokiConfig } from "./lokiConfig";

const configFolder = "/etc/loki";
const configFile = "config.yaml";
const dataFolder = "/var/lib/loki";
/** On the loopback, for itself. */
const grpcPort = 9096;

/** One Loki with its disk; two would not share it. */
export function lokiManifests({ observability }: ObservabilityContext): Manifest[] {
    const { loki, namespace } = observability;
    if (loki.mode !== "install") {
        return [];
    }
    const name = names.loki;
    const config = yamlText(
        lokiConfig({
            // Everywhere: the proxy's agent, which hands its metrics on, asks localhost.
            host: "",
            ports: { http: ports.loki, grpc: grpcPort },
            folder: dataFolder,
            retention: goDuration(loki.retention),
        }),
    );
    const pod: PodSettings = {
        name,
        namespace,
        ...imageOf(observability, "loki"),
        args: [`-config.file=${configFolder}/${configFile}`],
        env: [goMemoryLimit(loki.resources)],
        resources: loki.resources,
        containerPorts: [ports.loki],
        probe: { path: "/ready", port: ports.loki },
        mergedMetrics: { path: "/metrics", port: ports.loki },
        mounts: [
            { name: "config", path: configFolder, configMap: name },
            { name: "data", path: dataFolder, claim: name },
        ],
        checksum: digest(config),
        // Time to write what it has in memory.
        terminationSeconds: 120,
    };
    return [
        serviceAccount(namespace, name),
        configMap(namespace, name, { [configFile]: config }),
        claim(namespace, name, loki),
        service(namespace, name, [{ name: "http-loki", port: ports.loki, appProtocol: "http" }]),
        deployment(pod, { replicas: 1, strategy: "Recreate" }),
    ];
}
