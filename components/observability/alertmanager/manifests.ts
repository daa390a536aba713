import { digest } from "../../digest";
import type { Manifest } from "../../istio/types";
import { yamlText } from "../configText";
import type { ObservabilityContext } from "../context";
import { imageOf } from "../images";
import { names, ports } from "../names";
import type { PodSettings } from "../pod";
import { claim, configMap, deployment, service, serviceAccount } from "../workloads";
import { alertmanagerConfig } from "./config";

const folders = {
    config: "/etc/alertmanager",
    secrets: "/etc/alertmanager-receivers",
    data: "/alertmanager",
} as const;

/** One Alertmanager (ALR-05): silences and what was already told are on its disk. */
export function alertmanagerManifests({ observability }: ObservabilityContext): Manifest[] {
    const { alertmanager, namespace } = observability;
    if (alertmanager.mode !== "install") {
        return [];
    }
    const name = names.alertmanager;
    const config = yamlText(alertmanagerConfig({ ...alertmanager, secrets: folders.secrets }));
    const secrets = [...new Set([...alertmanager.receivers.values()].map(({ secret }) => secret))].sort();
    const pod: PodSettings = {
        name,
        namespace,
        ...imageOf(observability, "alertmanager"),
        args: [
            `--config.file=${folders.config}/alertmanager.yml`,
            `--storage.path=${folders.data}`,
            `--web.listen-address=:${ports.alertmanager}`,
            // Alone: no gossip with others, and no port for it.
            "--cluster.listen-address=",
        ],
        resources: alertmanager.resources,
        containerPorts: [ports.alertmanager],
        probe: { path: "/-/healthy", port: ports.alertmanager },
        mounts: [
            { name: "config", path: folders.config, configMap: name },
            ...secrets.map((secret) => ({
                name: `receiver-${secret}`,
                path: `${folders.secrets}/${secret}`,
                secret,
            })),
            { name: "data", path: folders.data, claim: name },
        ],
        // It reads its configuration when it starts, or when it is told to, which nobody does.
        checksum: digest(config),
        mergedMetrics: { path: "/metrics", port: ports.alertmanager },
        // The address of a receiver is a secret, so no proxy can know its host, and refuses what it does not know.
        ...(alertmanager.receivers.size === 0 ? {} : { directPorts: [443] }),
    };
    return [
        serviceAccount(namespace, name),
        configMap(namespace, name, { "alertmanager.yml": config }),
        claim(namespace, name, alertmanager),
        service(namespace, name, [{ name: "http", port: ports.alertmanager, appProtocol: "http" }]),
        deployment(pod, { replicas: 1, strategy: "Recreate" }),
    ];
}
