import type { Manifest } from "../istio/types";
import { concerns, enforcedPolicy, type Policy } from "./policy";
import type { Mesh, WorkloadRef } from "./workload";

/** The objects that decide what is enforced, by namespace. */
export interface Enforcement {
    readonly mesh: Mesh;
    readonly policies: ReadonlyMap<string, readonly Policy[]>;
    readonly peerAuthentications: ReadonlyMap<string, readonly Manifest[]>;
    readonly services: ReadonlyMap<string, readonly Manifest[]>;
}

/** Reads the objects once, whatever version they are served in; every other kind among them is ignored. */
export function enforcementOf(objects: Iterable<Manifest>, mesh: Mesh): Enforcement {
    const policies = new Map<string, Policy[]>();
    const peerAuthentications = new Map<string, Manifest[]>();
    const services = new Map<string, Manifest[]>();
    for (const object of objects) {
        const namespace = object.metadata.namespace ?? "default";
        switch (kindOf(object)) {
            case "security.istio.io/AuthorizationPolicy": {
                const policy = enforcedPolicy(object);
                append(policies, namespace, policy === undefined ? [] : [policy]);
                break;
            }
            case "security.istio.io/PeerAuthentication":
                append(peerAuthentications, namespace, [object]);
                break;
            case "/Service":
                append(services, namespace, [object]);
                break;
        }
    }
    return { mesh, policies, peerAuthentications, services };
}

export function policiesFor({ policies, mesh }: Enforcement, server: WorkloadRef): readonly Policy[] {
    return inReach(policies, server, mesh).filter((policy) => concerns(policy, server, mesh.rootNamespace));
}

export function peerAuthenticationsFor(enforcement: Enforcement, server: WorkloadRef): readonly Manifest[] {
    return inReach(enforcement.peerAuthentications, server, enforcement.mesh);
}

export function servicesFor({ services }: Enforcement, server: WorkloadRef): readonly Manifest[] {
    return services.get(server.namespace) ?? [];
}

/** Group and kind without the version: `security.istio.io/AuthorizationPolicy`, `/Service`. */
function kindOf(object: Manifest): string {
    const [group, version] = object.apiVersion.split("/");
    return `${version === undefined ? "" : group}/${object.kind}`;
}

function inReach<Value>(
    byNamespace: ReadonlyMap<string, readonly Value[]>,
    server: WorkloadRef,
    mesh: Mesh,
): readonly Value[] {
    return [...new Set([mesh.rootNamespace, server.namespace])].flatMap(
        (name) => byNamespace.get(name) ?? [],
    );
}

function append<Value>(to: Map<string, Value[]>, key: string, values: readonly Value[]): void {
    const known = to.get(key) ?? [];
    known.push(...values);
    to.set(key, known);
}
