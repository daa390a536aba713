import type { Manifest } from "../../istio/types";
import { fieldAt, fieldsOf, itemsOf, selects, textOf, textsByName } from "../fields";
import { kindOf, nameOfObject, namespaceOf } from "../objectNames";
import { Places } from "../places";
import { isPlainTcpPort } from "../portProtocol";
import type { WorkloadRef } from "../workload";

/** A host that proxies know, as one object declares it. */
export interface RegistryEntry {
    readonly host: string;
    readonly namespace: string;
    readonly object: Manifest;
    readonly name: string;
    readonly ports: readonly RegistryPort[];
    /** Outside the mesh: a ServiceEntry whose endpoints are no workloads here. */
    readonly isOutside: boolean;
}

export interface RegistryPort {
    readonly number: number;
    /** A number, or the name of a container port. */
    readonly target: unknown;
    /** `http` where requests are routed, `tls` by the name the connection asks for, `tcp` by port alone. */
    readonly routing: "http" | "tls" | "tcp";
}

export interface Registry {
    readonly byHost: ReadonlyMap<string, readonly RegistryEntry[]>;
    /** Entries that select workloads. */
    readonly selecting: Places<RegistryEntry>;
}

export function registryOf(objects: Iterable<Manifest>, clusterDomain: string): Registry {
    const byHost = new Map<string, RegistryEntry[]>();
    const selecting = new Places<RegistryEntry>();
    for (const object of objects) {
        const kind = kindOf(object);
        if (kind !== "/Service" && kind !== "networking.istio.io/ServiceEntry") {
            continue;
        }
        const namespace = namespaceOf(object);
        const entries = kind === "/Service" ? [serviceEntry(object, clusterDomain)] : outsideEntries(object);
        for (const entry of entries) {
            const known = byHost.get(entry.host);
            byHost
                .set(entry.host, known ?? [])
                .get(entry.host)
                ?.push(entry);
            // A Service without a selector has endpoints that somebody else gives it.
            if (!entry.isOutside && Object.keys(selectorOf(entry)).length > 0) {
                selecting.add(namespace, selectorOf(entry), entry);
            }
        }
    }
    return { byHost, selecting };
}

/** The Services that send to the workload. */
export function entriesFor({ selecting }: Registry, workload: WorkloadRef): readonly RegistryEntry[] {
    return selecting.about(workload).filter((entry) => selects(selectorOf(entry), workload.labels));
}

/** The workload's own port behind a port of the Service. */
export function targetPortOf({ target }: RegistryPort, workload: WorkloadRef): number | undefined {
    return typeof target === "number" ? target : workload.namedPorts?.[textOf(target) ?? ""];
}

/** Where a route names no port, the only one there is, or the one the request came for. */
export function portsMeant(
    { ports }: RegistryEntry,
    { port }: { readonly port?: number },
    asked: number,
): readonly RegistryPort[] {
    return port === undefined && ports.length === 1
        ? ports
        : ports.filter(({ number }) => number === (port ?? asked));
}

function serviceEntry(object: Manifest, clusterDomain: string): RegistryEntry {
    const namespace = namespaceOf(object);
    const ports = itemsOf(fieldAt(object.spec, "ports"))
        .map(fieldsOf)
        .filter(({ port, protocol }) => typeof port === "number" && protocol !== "UDP")
        .map((port): RegistryPort => {
            const number = Number(port["port"]);
            return { number, target: port["targetPort"] ?? number, routing: routingOf(port) };
        });
    const host = `${object.metadata.name}.${namespace}.svc.${clusterDomain}`;
    return { host, namespace, object, name: nameOfObject(object), ports, isOutside: false };
}

function outsideEntries(object: Manifest): readonly RegistryEntry[] {
    const ports = itemsOf(fieldAt(object.spec, "ports"))
        .map(fieldsOf)
        .filter(({ number }) => typeof number === "number")
        .map(({ number, targetPort, protocol }): RegistryPort => {
            const routing = textOf(protocol)?.toLowerCase() ?? "tcp";
            return {
                number: Number(number),
                target: targetPort ?? number,
                routing: ["http", "http2", "grpc", "grpc-web"].includes(routing)
                    ? "http"
                    : ["tls", "https"].includes(routing)
                      ? "tls"
                      : "tcp",
            };
        });
    return itemsOf(fieldAt(object.spec, "hosts")).flatMap((host) =>
        typeof host === "string"
            ? [
                  {
                      host,
                      namespace: namespaceOf(object),
                      object,
                      name: nameOfObject(object),
                      ports,
                      isOutside: true,
                  },
              ]
            : [],
    );
}

function routingOf(port: Readonly<Record<string, unknown>>): RegistryPort["routing"] {
    const name = (textOf(port["appProtocol"]) ?? textOf(port["name"]) ?? "").toLowerCase();
    return ["tls", "https"].includes(name.split("-")[0] ?? "")
        ? "tls"
        : isPlainTcpPort(port)
          ? "tcp"
          : "http";
}

function selectorOf({ object }: RegistryEntry): Readonly<Record<string, string>> {
    return textsByName(fieldAt(object.spec, "selector"));
}
