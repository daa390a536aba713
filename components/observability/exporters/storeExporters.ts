import type { Store } from "../../graph";
import type { Manifest } from "../../istio/types";
import type { ObservabilityContext } from "../context";
import { names, ports } from "../names";
import type { PodSettings } from "../pod";
import { deployment, serviceAccount } from "../workloads";
import { exporterPod, fromSecret } from "./exporterPod";

/** One exporter for each store that has one, which calls the store as a workload of the mesh does. */
export function storeExporters(context: ObservabilityContext): Manifest[] {
    const { redis, postgres, kafka } = context.observability.exporters;
    const pods = [
        ...[...redis].map(([store, { secret }]) => redisExporter(context, store, secret)),
        ...[...postgres].map(([store, { secret }]) => postgresExporter(context, store, secret)),
        ...[...kafka.keys()].map((store) => kafkaExporter(context, store)),
    ];
    return pods.flatMap((pod) => [serviceAccount(pod.namespace, pod.name), deployment(pod, { replicas: 1 })]);
}

function redisExporter(
    context: ObservabilityContext,
    store: string,
    secret: string | undefined,
): PodSettings {
    const { host, port, protocol } = storeNamed(store, context);
    const scheme = protocol === "tls" ? "rediss" : "redis";
    return exporterPod(context, {
        name: names.redisExporter(store),
        image: "redisExporter",
        port: ports.redisExporter,
        health: "/health",
        env: [
            secret === undefined
                ? { name: "REDIS_ADDR", value: `${scheme}://${host}:${port}` }
                : fromSecret("REDIS_ADDR", secret),
        ],
    });
}

function postgresExporter(context: ObservabilityContext, store: string, secret: string): PodSettings {
    return exporterPod(context, {
        name: names.postgresExporter(store),
        image: "postgresExporter",
        port: ports.postgresExporter,
        health: "/",
        env: [fromSecret("DATA_SOURCE_NAME", secret)],
    });
}

/** It ends when no broker answers at its start, and is started again until one does. */
function kafkaExporter(context: ObservabilityContext, store: string): PodSettings {
    const { host, port, protocol } = storeNamed(store, context);
    return exporterPod(context, {
        name: names.kafkaExporter(store),
        image: "kafkaExporter",
        port: ports.kafkaExporter,
        health: "/healthz",
        args: [`--kafka.server=${host}:${port}`, ...(protocol === "tls" ? ["--tls.enabled"] : [])],
    });
}

function storeNamed(name: string, { graph }: ObservabilityContext): Store {
    const store = graph.stores.get(name);
    if (store === undefined) {
        throw new Error(
            `the catalogue has no store "${name}", which the settings' rules should have refused`,
        );
    }
    return store;
}
