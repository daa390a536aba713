import type { Manifest } from "../../istio/types";
import { fieldAt, fieldsOf, itemsOf } from "../fields";
import { kindOf, namespaceOf } from "../objectNames";
import { withDelegates } from "./delegates";
import { holdsHost, resolvedHost } from "./hostNames";

/** VirtualServices by what they are bound to: `mesh`, or a Gateway as `namespace/name`. */
export interface VirtualServices {
    readonly byHost: ReadonlyMap<string, readonly Manifest[]>;
    readonly all: readonly Manifest[];
    /** Those with a host that is a pattern. */
    readonly wide: readonly Manifest[];
    /** Hosts whose requests some VirtualService sends to a host, by the latter. */
    readonly sentTo: ReadonlyMap<string, readonly string[]>;
}

export function virtualServicesOf(objects: Iterable<Manifest>, clusterDomain: string): VirtualServices {
    const byHost = new Map<string, Manifest[]>();
    const all: Manifest[] = [];
    const wide: Manifest[] = [];
    const sentTo = new Map<string, Set<string>>();
    const written = [...objects].filter((each) => kindOf(each) === "networking.istio.io/VirtualService");
    const byName = new Map(written.map((each) => [`${namespaceOf(each)}/${each.metadata.name}`, each]));
    const named = (namespace: string, name: string) => byName.get(`${namespace}/${name}`);
    for (const object of written.map((each) => withDelegates(each, named))) {
        all.push(object);
        const hosts = hostsOf(object, clusterDomain);
        for (const host of hosts) {
            byHost.set(host, [...(byHost.get(host) ?? []), object]);
        }
        if (hosts.some((host) => host.includes("*"))) {
            wide.push(object);
        }
        for (const destination of destinationsOf(object, clusterDomain)) {
            const known = sentTo.get(destination) ?? new Set();
            sentTo.set(destination, new Set([...known, ...hosts]));
        }
    }
    return { all, byHost, wide, sentTo: new Map([...sentTo].map(([host, from]) => [host, [...from]])) };
}

/** Those that route requests for the host and are bound to the gateway; one that names no gateway is for `mesh`. */
export function boundTo(
    { byHost, wide }: VirtualServices,
    gateway: string,
    host: string,
    clusterDomain: string,
): readonly Manifest[] {
    const exact = (byHost.get(host) ?? []).filter((each) => isBound(each, gateway));
    // The most specific host wins.
    return exact.length > 0
        ? exact
        : wide.filter(
              (each) =>
                  isBound(each, gateway) &&
                  hostsOf(each, clusterDomain).some((pattern) => holdsHost(pattern, host)),
          );
}

export function hostsOf(object: Manifest, clusterDomain: string): readonly string[] {
    return itemsOf(fieldAt(object.spec, "hosts"))
        .filter((host): host is string => typeof host === "string")
        .map((host) => resolvedHost(host, namespaceOf(object), clusterDomain));
}

/** Whether a list of gateways, of a VirtualService or of one match, holds the gateway. */
export function namesGateway(gateways: unknown, gateway: string, namespace: string): boolean {
    const names = itemsOf(gateways).filter((each): each is string => typeof each === "string");
    const full = names.map((name) => (name === "mesh" || name.includes("/") ? name : `${namespace}/${name}`));
    return full.includes(gateway);
}

function isBound(object: Manifest, gateway: string): boolean {
    const gateways = fieldAt(object.spec, "gateways");
    return itemsOf(gateways).length === 0
        ? gateway === "mesh"
        : namesGateway(gateways, gateway, namespaceOf(object));
}

function destinationsOf(object: Manifest, clusterDomain: string): readonly string[] {
    const routes = ["http", "tls", "tcp"].flatMap((kind) => itemsOf(fieldAt(object.spec, kind)));
    return routes
        .flatMap((route) => itemsOf(fieldsOf(route)["route"]))
        .map((each) => fieldAt(each, "destination", "host"))
        .filter((host): host is string => typeof host === "string")
        .map((host) => resolvedHost(host, namespaceOf(object), clusterDomain));
}
