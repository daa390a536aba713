import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { gatewayProxy } from "./components/gatewayProxy";
import type { Gateway, ServiceGraph } from "./components/graph";
import { MeshGateway, type ResolvedRevision } from "./components/index";
import { serverPorts } from "./components/istio/gatewayPorts";
import { gatewayComponentName } from "./components/naming";
import type { Mesh } from "./mesh";
import { ownsPlatform } from "./scope";
import type { Settings } from "./settings";

/** The gateways of one kind that this stack owns, by name. `opts` says for each what must stand before it. */
export function meshGateways(
    { settings, graph, derived }: Mesh,
    kind: Gateway["kind"],
    opts: (gateway: Gateway) => ComponentResourceOptions,
): ReadonlyMap<string, MeshGateway> {
    const owned = ownsPlatform(settings.scope) ? [...graph.platform.gateways.values()] : [];
    const gateways = owned.filter((gateway) => gateway.kind === kind);
    return new Map(
        gateways.map((gateway) => [
            gateway.name,
            new MeshGateway(
                gatewayComponentName(gateway.name),
                {
                    gateway: gatewayProxy(gateway),
                    revision: revisionBehind(gateway.tag, settings),
                    ...(gateway.canary === undefined
                        ? {}
                        : { canaryRevision: revisionBehind(gateway.canary.tag, settings) }),
                    charts: settings.charts,
                    manifests: [...(derived.gateways.get(gateway.name) ?? [])],
                },
                opts(gateway),
            ),
        ]),
    );
}

/** Namespaces a gateway leads into: their servers must let it in before it sends anyone there. */
export function namespacesBehind(gateway: Gateway, graph: ServiceGraph): ReadonlySet<string> {
    const hosts = [...graph.platform.publicHosts.values()].filter((host) => host.gateway === gateway.name);
    const names = new Set(hosts.map(({ name }) => name));
    return new Set([
        ...graph.routes.filter(({ publicHost }) => names.has(publicHost)).map(({ namespace }) => namespace),
        ...hosts.flatMap(({ passthrough }) => (passthrough ? [passthrough.service.split("/")[0] ?? ""] : [])),
    ]);
}

/** Where clients find each public host, by its logical name: one URL for each way it is served. */
export function publicUrls(graph: ServiceGraph): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(
        [...graph.platform.publicHosts.values()].map(({ name, hostname, servers }) => [
            name,
            servers.map((server) =>
                server === "passthrough"
                    ? `${hostname}:${serverPorts.passthrough}`
                    : server === "grpc"
                      ? `https://${hostname}:${serverPorts.grpc}`
                      : `https://${hostname}`,
            ),
        ]),
    );
}

function revisionBehind(tag: string, { tags, revisions }: Settings): ResolvedRevision {
    const name = tags.get(tag) ?? "";
    const version = revisions.get(name)?.version;
    if (version === undefined) {
        throw new Error(`internal error: tag "${tag}" of a gateway leads to no revision`);
    }
    return { name, version };
}
