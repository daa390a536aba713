import type { Manifest } from "../../istio/types";
import { fieldAt, fieldsOf, itemsOf, selects, textOf, textsByName } from "../fields";
import { kindOf, nameOfObject, namespaceOf } from "../objectNames";
import type { Mesh, WorkloadRef } from "../workload";
import { holdsHost } from "./hostNames";

/** What a proxy is told about hosts, and what it does with those it is not told about. */
export interface SidecarScope {
    readonly outbound: "REGISTRY_ONLY" | "ALLOW_ANY";
    /** Whether it is told about a host that an object of the namespace declares, on the port. */
    readonly knows: (namespace: string, host: string, port?: number) => boolean;
    /** All hosts it can be told about, where it lists them one by one. */
    readonly listed?: ReadonlySet<string>;
    /** The object that says so, or that none does. */
    readonly because: string;
}

/** By namespace, each sorted by name, in whatever order the objects came. */
export type Sidecars = ReadonlyMap<string, readonly Manifest[]>;

export function sidecarsOf(objects: Iterable<Manifest>): Sidecars {
    const byNamespace = new Map<string, Manifest[]>();
    for (const object of objects) {
        if (kindOf(object) === "networking.istio.io/Sidecar") {
            const namespace = namespaceOf(object);
            const known = byNamespace.get(namespace);
            byNamespace
                .set(namespace, known ?? [])
                .get(namespace)
                ?.push(object);
        }
    }
    for (const own of byNamespace.values()) {
        own.sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1));
    }
    return byNamespace;
}

/**
 * The Sidecar that counts for the workload: one that selects it, before its namespace's, before the root
 * namespace's. Of several on one level Istio takes the oldest; here the first by name stands for it, because
 * manifests do not say, and istioctl analyze refuses such a pair. Without any Sidecar everything exported is known.
 */
export function sidecarScope(sidecars: Sidecars, workload: WorkloadRef, mesh: Mesh): SidecarScope {
    const own = sidecars.get(workload.namespace) ?? [];
    const selector = (each: Manifest) => textsByName(fieldAt(each.spec, "workloadSelector", "labels"));
    const isWhole = (each: Manifest): boolean => Object.keys(selector(each)).length === 0;
    const candidates = [
        ...own.filter((each) => !isWhole(each) && selects(selector(each), workload.labels)),
        ...own.filter(isWhole),
        ...(sidecars.get(mesh.rootNamespace) ?? []).filter(isWhole),
    ];
    const [sidecar] = candidates;
    const fallback = mesh.outboundTrafficPolicy ?? "ALLOW_ANY";
    if (sidecar === undefined) {
        return { outbound: fallback, knows: () => true, because: "no Sidecar" };
    }
    const mode = textOf(fieldAt(sidecar.spec, "outboundTrafficPolicy", "mode"));
    return {
        outbound: mode === "REGISTRY_ONLY" || mode === "ALLOW_ANY" ? mode : fallback,
        ...knownBy(sidecar, workload.namespace),
        because: nameOfObject(sidecar),
    };
}

/** No egress listeners at all means every host of every namespace. */
function knownBy(sidecar: Manifest, own: string): Pick<SidecarScope, "knows" | "listed"> {
    const listeners = itemsOf(fieldAt(sidecar.spec, "egress")).map(fieldsOf);
    const patterns = listeners.flatMap(({ hosts, port }) =>
        itemsOf(hosts).flatMap((host) =>
            typeof host === "string" ? [patternOf(host, fieldsOf(port)["number"])] : [],
        ),
    );
    const exact = new Set(
        patterns.filter(({ port }) => port === undefined).map((each) => `${each.namespace}/${each.host}`),
    );
    const wide = patterns.filter(
        (each) => each.port !== undefined || each.namespace === "*" || each.host.startsWith("*"),
    );
    const knows: SidecarScope["knows"] = (namespace, host, port) => {
        const places = namespace === own ? [namespace, "."] : [namespace];
        return (
            listeners.length === 0 ||
            places.some((place) => exact.has(`${place}/${host}`)) ||
            wide.some(
                (each) =>
                    (each.port === undefined || port === undefined || each.port === port) &&
                    ["*", ...places].includes(each.namespace) &&
                    holdsHost(each.host, host),
            )
        );
    };
    return listeners.length === 0 || wide.length > 0
        ? { knows }
        : { knows, listed: new Set(patterns.map(({ host }) => host)) };
}

function patternOf(text: string, port: unknown) {
    const slash = text.indexOf("/");
    return { namespace: text.slice(0, slash), host: text.slice(slash + 1), port };
}
