import type { Store, StoreCall } from "../../graph/model";
import type { Observability } from "../../graph/observability";
import { names } from "../../observability/names";
import { spanSender } from "./calls";
import { installedWorkloads } from "./installed";

interface Outside {
    /** After `observability-`, which no store of a catalogue begins with. */
    readonly name: string;
    readonly host: string;
    readonly port: number;
    readonly tls: boolean;
    /** Names of the workloads that call it. */
    readonly callers: readonly string[];
}

/** What the stack calls and does not install: as stores, which is what they are to a proxy. */
export function stackStores(observability: Observability): {
    readonly stores: readonly Store[];
    readonly storeCalls: readonly StoreCall[];
} {
    const there = new Set(installedWorkloads(observability));
    const { namespace } = observability;
    const called = everythingOutside(observability)
        .map((each) => ({ ...each, callers: each.callers.filter((caller) => there.has(caller)) }))
        .filter(({ callers }) => callers.length > 0);
    const measured = (["redis", "postgres", "kafka"] as const).flatMap((kind) =>
        [...observability.exporters[kind].keys()].map((store) => ({
            from: `${namespace}/${names[`${kind}Exporter`](store)}`,
            store,
        })),
    );
    return {
        stores: called.map((each) => storeOf(namespace, each)),
        storeCalls: [
            ...called.flatMap(({ name, callers }) =>
                callers.map((caller) => ({ from: `${namespace}/${caller}`, store: storeName(name) })),
            ),
            ...measured,
        ],
    };
}

function everythingOutside(observability: Observability): readonly Outside[] {
    const { jaeger, prometheus, alertmanager, loki } = observability;
    const { jaegerIngester: ingester } = names;
    return [
        ...existing("prometheus", prometheus, [names.jaeger, names.grafana, names.kiali]),
        ...existing("alertmanager", alertmanager, [names.prometheus, names.grafana]),
        ...existing("loki", loki, [names.collector, names.logAgent, names.grafana]),
        ...existing("jaeger", jaeger, [spanSender(observability)]),
        ...(jaeger.mode === "existing" && jaeger.query !== undefined
            ? [{ name: "jaeger-query", ...addressOf(jaeger.query), callers: [names.grafana, names.kiali] }]
            : []),
        ...(prometheus.mode === "install" && prometheus.remoteWrite !== undefined
            ? [
                  {
                      name: "remote-write",
                      ...addressOf(prometheus.remoteWrite.url),
                      callers: [names.prometheus],
                  },
              ]
            : []),
        ...(jaeger.mode !== "install"
            ? []
            : [
                  ...storageAddresses(jaeger.storage).map((address, at) => ({
                      name: `storage-${at}`,
                      ...address,
                      callers: [names.jaeger, ingester],
                  })),
                  ...(jaeger.kafka?.brokers ?? []).map((broker, at) => ({
                      name: `kafka-${at}`,
                      ...serverOf(broker),
                      callers: [names.jaeger, ingester],
                  })),
              ]),
    ];
}

type Address = Pick<Outside, "host" | "port" | "tls">;

function existing(
    name: string,
    part: { readonly mode: "install" | "off" } | ({ readonly mode: "existing" } & Address),
    callers: readonly string[],
): readonly Outside[] {
    return part.mode === "existing"
        ? [{ name, host: part.host, port: part.port, tls: part.tls, callers }]
        : [];
}

function storageAddresses(
    storage: Extract<Observability["jaeger"], { mode: "install" }>["storage"],
): readonly Address[] {
    if (storage.kind === "badger") {
        return [];
    }
    return "url" in storage ? [addressOf(storage.url)] : storage.servers.map(serverOf);
}

function addressOf(url: string): Address {
    const { hostname, port, protocol } = new URL(url);
    const tls = protocol === "https:";
    return { host: hostname, port: port === "" ? (tls ? 443 : 80) : Number(port), tls };
}

/** The program's own protocol, encrypted or not: bytes to the proxy. */
function serverOf(server: string): Address {
    const colon = server.lastIndexOf(":");
    return { host: server.slice(0, colon), port: Number(server.slice(colon + 1)), tls: false };
}

function storeName(name: string): string {
    return `observability-${name}`;
}

function storeOf(namespace: string, { name, host, port, tls }: Outside): Store {
    return {
        name: storeName(name),
        namespace,
        host,
        port,
        protocol: tls ? "tls" : "tcp",
        owner: "platform",
        reason: "exists already, and is not this program's to put into the mesh",
        loadBalancer: { kind: "leastRequest" },
        connectionPool: { maxConnections: 1024 },
    };
}
