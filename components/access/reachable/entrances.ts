import type { Manifest } from "../../istio/types";
import { fieldAt, fieldsOf, itemsOf, selects, textOf, textsByName } from "../fields";
import { namespaceOf } from "../objectNames";
import type { WorkloadRef } from "../workload";
import { isExportedTo } from "./exportTo";
import { holdsHost } from "./hostNames";
import { entriesFor, type RegistryPort, targetPortOf } from "./registry";
import { hostsOf, namesGateway } from "./virtualServices";
import type { World } from "./world";

/** A host that a gateway's pods answer for on one port, and the rules that say where its requests go. */
export interface Entrance {
    readonly pods: WorkloadRef;
    readonly host: string;
    /** As the Gateway object and clients have it. */
    readonly port: number;
    /** Of the pods, which is the one that policies judge. */
    readonly targetPort: number;
    readonly routing: RegistryPort["routing"];
    /** Whether filters there see connections, not requests. */
    readonly isTcp: boolean;
    /** Whether the connection has to prove an identity of the mesh. */
    readonly isMutual: boolean;
    /** The Gateway, as `namespace/name`. */
    readonly gateway: string;
    readonly rules: readonly Manifest[];
}

/** A server that only redirects lets nothing through and is left out. */
export function entrancesOf(world: World, gatewayPods: readonly WorkloadRef[]): readonly Entrance[] {
    return world.gateways.flatMap((gateway) => {
        const selector = textsByName(fieldAt(gateway.spec, "selector"));
        const bound = world.virtualServices.all.filter((each) =>
            namesGateway(fieldAt(each.spec, "gateways"), nameOf(gateway), namespaceOf(each)),
        );
        return gatewayPods
            .filter(
                ({ namespace, labels }) => namespace === namespaceOf(gateway) && selects(selector, labels),
            )
            .flatMap((pods) =>
                itemsOf(fieldAt(gateway.spec, "servers")).flatMap((server) =>
                    entrancesAt(world, pods, gateway, fieldsOf(server), bound),
                ),
            );
    });
}

function entrancesAt(
    world: World,
    pods: WorkloadRef,
    gateway: Manifest,
    server: Readonly<Record<string, unknown>>,
    bound: readonly Manifest[],
): readonly Entrance[] {
    const port = fieldAt(server["port"], "number");
    const protocol = textOf(fieldAt(server["port"], "protocol"))?.toUpperCase() ?? "TCP";
    const mode = textOf(fieldAt(server["tls"], "mode"));
    if (typeof port !== "number" || fieldAt(server["tls"], "httpsRedirect") === true) {
        return [];
    }
    const isTcp =
        mode === "PASSTHROUGH" || !["HTTP", "HTTPS", "HTTP2", "GRPC", "GRPC-WEB"].includes(protocol);
    const byHost = new Map<string, Manifest[]>();
    for (const rule of bound) {
        const shared = hostsOf(rule, world.clusterDomain).flatMap((each) =>
            hostsShared(server, each, rule, gateway),
        );
        for (const host of new Set(shared)) {
            byHost.set(host, [...(byHost.get(host) ?? []), rule]);
        }
    }
    const shared = {
        pods,
        port,
        targetPort: targetOf(world, pods, port),
        routing: isTcp ? (mode === "PASSTHROUGH" ? ("tls" as const) : ("tcp" as const)) : ("http" as const),
        isTcp,
        isMutual: mode === "ISTIO_MUTUAL",
        gateway: nameOf(gateway),
    };
    return [...byHost].map(([host, rules]) => ({ ...shared, host, rules }));
}

/**
 * The hosts that a server and a rule speak of both, where one is a pattern the narrower one. A server's host may say whose
 * rules may attach to it: `namespace/host`.
 */
function hostsShared(
    server: Readonly<Record<string, unknown>>,
    host: string,
    rule: Manifest,
    gateway: Manifest,
): readonly string[] {
    const namespace = namespaceOf(rule);
    return itemsOf(server["hosts"]).flatMap((each) => {
        const text = textOf(each) ?? "";
        const [place, pattern] = text.includes("/")
            ? [text.slice(0, text.indexOf("/")), text.slice(text.indexOf("/") + 1)]
            : ["*", text];
        const isOpen =
            place === "*" || place === namespace || (place === "." && namespace === namespaceOf(gateway));
        if (!isOpen || !isExportedTo(rule, namespaceOf(gateway))) {
            return [];
        }
        return holdsHost(pattern, host) ? [host] : holdsHost(host, pattern) ? [pattern] : [];
    });
}

/** The Service of the pods says which of their ports a server's port is. */
function targetOf(world: World, pods: WorkloadRef, port: number): number {
    const ports = entriesFor(world.registry, pods).flatMap((entry) => entry.ports);
    const found = ports.find(({ number }) => number === port);
    return (found === undefined ? undefined : targetPortOf(found, pods)) ?? port;
}

function nameOf(gateway: Manifest): string {
    return `${namespaceOf(gateway)}/${gateway.metadata.name}`;
}
