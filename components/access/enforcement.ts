import type { Manifest } from "../istio/types";
import { kindOf } from "./objectNames";
import { concerns, enforcedPolicy, type Policy } from "./policy";
import type { Mesh, WorkloadRef } from "./workload";

/** The objects that decide what is enforced, by namespace. */
export interface Enforcement {
    readonly mesh: Mesh;
    /** By namespace and one label they select, so that a workload meets few policies that are not its own. */
    readonly policies: ReadonlyMap<string, readonly Policy[]>;
    readonly peerAuthentications: ReadonlyMap<string, readonly Manifest[]>;
    readonly services: ReadonlyMap<string, readonly Manifest[]>;
    readonly requestAuthentications: ReadonlyMap<string, readonly Manifest[]>;
}

/** Reads the objects once, whatever version they are served in; every other kind among them is ignored. */
export function enforcementOf(objects: Iterable<Manifest>, mesh: Mesh): Enforcement {
    const policies = new Map<string, Policy[]>();
    const peerAuthentications = new Map<string, Manifest[]>();
    const services = new Map<string, Manifest[]>();
    const requestAuthentications = new Map<string, Manifest[]>();
    for (const object of objects) {
        const namespace = object.metadata.namespace ?? "default";
        switch (kindOf(object)) {
            case "security.istio.io/AuthorizationPolicy": {
                const policy = enforcedPolicy(object);
                if (policy !== undefined) {
                    append(policies, placeOf(namespace, Object.entries(policy.selector)[0]), policy);
                }
                break;
            }
            case "security.istio.io/PeerAuthentication":
                append(peerAuthentications, namespace, object);
                break;
            case "security.istio.io/RequestAuthentication":
                append(requestAuthentications, namespace, object);
                break;
            case "/Service":
                append(services, namespace, object);
                break;
        }
    }
    return { mesh, policies, peerAuthentications, services, requestAuthentications };
}

/** The policies that are enforced at the server, sorted by id. */
export function policiesFor({ policies, mesh }: Enforcement, server: WorkloadRef): readonly Policy[] {
    const labels = [undefined, ...Object.entries(server.labels)];
    return namespacesFor(server, mesh)
        .flatMap((namespace) => labels.flatMap((label) => policies.get(placeOf(namespace, label)) ?? []))
        .filter((policy) => concerns(policy, server, mesh.rootNamespace))
        .sort((left, right) => (left.id < right.id ? -1 : 1));
}

export function peerAuthenticationsFor(enforcement: Enforcement, server: WorkloadRef): readonly Manifest[] {
    return namespacesFor(server, enforcement.mesh).flatMap(
        (namespace) => enforcement.peerAuthentications.get(namespace) ?? [],
    );
}

export function requestAuthenticationsFor(
    enforcement: Enforcement,
    server: WorkloadRef,
): readonly Manifest[] {
    return namespacesFor(server, enforcement.mesh).flatMap(
        (namespace) => enforcement.requestAuthentications.get(namespace) ?? [],
    );
}

export function servicesFor({ services }: Enforcement, server: WorkloadRef): readonly Manifest[] {
    return services.get(server.namespace) ?? [];
}

function namespacesFor(server: WorkloadRef, mesh: Mesh): readonly string[] {
    return [...new Set([mesh.rootNamespace, server.namespace])];
}

function placeOf(namespace: string, label: readonly [string, string] | undefined): string {
    return label === undefined ? namespace : `${namespace} ${label[0]}=${label[1]}`;
}

function append<Value>(to: Map<string, Value[]>, key: string, value: Value): void {
    const known = to.get(key);
    if (known === undefined) {
        to.set(key, [value]);
    } else {
        known.push(value);
    }
}
