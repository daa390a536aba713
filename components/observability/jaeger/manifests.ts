import { digest } from "../../digest";
import type { JaegerInstall, JaegerStorage } from "../../graph";
import type { Manifest } from "../../istio/types";
import { addressOf } from "../addresses";
import { jsonText, yamlText } from "../configText";
import type { ObservabilityContext } from "../context";
import { goDuration } from "../goDuration";
import { goMemoryLimit, podAddress, podAddressReference } from "../goMemory";
import { dataSources } from "../grafana/dataSources";
import { imageOf } from "../images";
import { names, ports } from "../names";
import type { EnvironmentVariable, Mount, PodSettings } from "../pod";
import { claim, configMap, deployment, type ServicePort, service, serviceAccount } from "../workloads";
import { jaegerConfig } from "./jaegerConfig";
import { samplingStrategies } from "./samplingStrategies";
import type { JaegerSettings } from "./settings";
import { credentials, hasArchive } from "./storage";
import { uiConfig } from "./uiConfig";

const folders = { config: "/etc/jaeger", sampling: "/etc/jaeger-sampling", data: "/var/lib/jaeger" } as const;
const files = { config: "config.yaml", ui: "ui.json", sampling: "strategies.json" } as const;
/** ConfigMap of the strategies, apart from the rest: a change of it is read while Jaeger runs. */
export const samplingConfigMap = "jaeger-sampling";

const servicePorts: readonly ServicePort[] = [
    { name: "grpc-otlp", port: ports.otlpGrpc, appProtocol: "grpc" },
    { name: "http-otlp", port: ports.otlpHttp, appProtocol: "http" },
    { name: "http-query", port: ports.jaegerUi, appProtocol: "http" },
    { name: "grpc-query", port: ports.jaegerQueryGrpc, appProtocol: "grpc" },
    { name: "http-sampling", port: ports.sampling, appProtocol: "http" },
];

export function jaegerManifests(context: ObservabilityContext): Manifest[] {
    const { jaeger, namespace, sampling } = context.observability;
    if (jaeger.mode !== "install") {
        return [];
    }
    const name = names.jaeger;
    const config = yamlText(
        jaegerConfig(roleSettings(jaeger.kafka ? "collector" : "whole", jaeger, context)),
    );
    const ui = jsonText(interfaceOf(jaeger, context));
    const badger = jaeger.storage.kind === "badger";
    const pod: PodSettings = {
        ...jaegerPod(name, jaeger, context),
        containerPorts: [...servicePorts.map(({ port }) => port), ports.ownMetrics],
        mounts: [
            { name: "config", path: folders.config, configMap: name },
            { name: "sampling", path: folders.sampling, configMap: samplingConfigMap },
            ...disk(jaeger.storage),
        ],
        checksum: digest([config, ui]),
    };
    return [
        serviceAccount(namespace, name),
        configMap(namespace, name, { [files.config]: config, [files.ui]: ui }),
        configMap(namespace, samplingConfigMap, { [files.sampling]: jsonText(samplingStrategies(sampling)) }),
        ...(jaeger.storage.kind === "badger" ? [claim(namespace, name, jaeger.storage)] : []),
        service(namespace, name, servicePorts),
        // Badger locks its files: a second pod would wait for the first, which would wait for the second (TRC-21).
        deployment(pod, {
            replicas: badger ? 1 : jaeger.replicas,
            strategy: badger ? "Recreate" : "RollingUpdate",
        }),
        ...(jaeger.kafka === undefined ? [] : ingester(jaeger, context)),
    ];
}

function ingester(jaeger: JaegerInstall, context: ObservabilityContext): Manifest[] {
    const { namespace } = context.observability;
    const name = names.jaegerIngester;
    const config = yamlText(jaegerConfig(roleSettings("ingester", jaeger, context)));
    const pod: PodSettings = {
        ...jaegerPod(name, jaeger, context),
        containerPorts: [ports.ownMetrics],
        mounts: [{ name: "config", path: folders.config, configMap: name }],
        checksum: digest(config),
    };
    return [
        serviceAccount(namespace, name),
        configMap(namespace, name, { [files.config]: config }),
        deployment(pod, { replicas: jaeger.replicas }),
    ];
}

function roleSettings(
    role: JaegerSettings["role"],
    { storage, retention, kafka }: JaegerInstall,
    context: ObservabilityContext,
): JaegerSettings {
    const metrics = addressOf("prometheus", context);
    return {
        role,
        listen: { host: podAddressReference, ports },
        uiHost: "",
        storage: { storage, retention: goDuration(retention), folder: folders.data },
        ...(kafka === undefined ? {} : { kafka }),
        ...(metrics === undefined ? {} : { metrics }),
        files: { ui: `${folders.config}/${files.ui}`, sampling: `${folders.sampling}/${files.sampling}` },
        memoryPercent: 75,
    };
}

function jaegerPod(
    name: string,
    { resources, storage }: JaegerInstall,
    { observability }: ObservabilityContext,
): Omit<PodSettings, "containerPorts" | "mounts"> {
    const { image, version } = imageOf(observability, "jaeger");
    return {
        name,
        namespace: observability.namespace,
        version,
        image,
        args: [`--config=${folders.config}/${files.config}`],
        env: [podAddress, goMemoryLimit(resources), ...login(storage)],
        resources,
        probe: { path: "/status", port: ports.health },
        scrapedPorts: [ports.ownMetrics],
        // Badger writes what it has in memory before it ends.
        terminationSeconds: 60,
    };
}

function disk(storage: JaegerStorage): readonly Mount[] {
    return storage.kind === "badger" ? [{ name: "data", path: folders.data, claim: names.jaeger }] : [];
}

function login(storage: JaegerStorage): readonly EnvironmentVariable[] {
    const secret = storage.kind === "badger" ? undefined : storage.secret;
    return secret === undefined
        ? []
        : (["username", "password"] as const).map((key) => ({
              name: credentials[key],
              valueFrom: { secretKeyRef: { name: secret, key } },
          }));
}

function interfaceOf({ storage }: JaegerInstall, context: ObservabilityContext) {
    const { links } = context.observability;
    const prometheus = addressOf("prometheus", context) !== undefined;
    return uiConfig({
        links,
        archive: hasArchive(storage),
        monitor: prometheus,
        dependencies: storage.kind === "badger",
        dataSources: {
            ...(addressOf("loki", context) === undefined ? {} : { loki: dataSources.loki }),
            ...(prometheus ? { prometheus: dataSources.prometheus } : {}),
        },
    });
}
