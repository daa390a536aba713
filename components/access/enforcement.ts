import type { Manifest } from "../istio/types";
import { fieldAt, textsByName } from "./fields";
import { kindOf, namespaceOf } from "./objectNames";
import { Places } from "./places";
import { concerns, enforcedPolicy, type Policy } from "./policy";
import type { Mesh, WorkloadRef } from "./workload";

/** The objects that decide what is enforced. */
export interface Enforcement {
    readonly mesh: Mesh;
    /** The policies that are enforced at a server, sorted by id; worked out once for each. */
    readonly policiesAt: (server: WorkloadRef) => readonly Policy[];
    readonly peerAuthentications: Places<Manifest>;
    readonly services: Places<Manifest>;
    readonly requestAuthentications: Places<Manifest>;
}

/** Reads the objects once, whatever version they are served in; every other kind among them is ignored. */
export function enforcementOf(objects: Iterable<Manifest>, mesh: Mesh): Enforcement {
    const policies = new Places<Policy>();
    const peerAuthentications = new Places<Manifest>();
    const services = new Places<Manifest>();
    const requestAuthentications = new Places<Manifest>();
    for (const object of objects) {
        switch (kindOf(object)) {
            case "security.istio.io/AuthorizationPolicy": {
                const policy = enforcedPolicy(object);
                if (policy !== undefined) {
                    policies.add(policy.namespace, policy.selector, policy);
                }
                break;
            }
            case "security.istio.io/PeerAuthentication":
                peerAuthentications.add(namespaceOf(object), podSelector(object), object);
                break;
            case "security.istio.io/RequestAuthentication":
                requestAuthentications.add(namespaceOf(object), podSelector(object), object);
                break;
            case "/Service":
                services.add(namespaceOf(object), textsByName(fieldAt(object.spec, "selector")), object);
                break;
        }
    }
    const known = new WeakMap<WorkloadRef, readonly Policy[]>();
    return {
        mesh,
        policiesAt: (server) => {
            const found = known.get(server) ?? policiesEnforced(policies, server, mesh);
            known.set(server, found);
            return found;
        },
        peerAuthentications,
        services,
        requestAuthentications,
    };
}

function podSelector({ spec }: Manifest): Readonly<Record<string, string>> {
    return textsByName(fieldAt(spec, "selector", "matchLabels"));
}

function policiesEnforced(policies: Places<Policy>, server: WorkloadRef, mesh: Mesh): readonly Policy[] {
    return fromBoth(policies, server, mesh)
        .filter((policy) => concerns(policy, server, mesh.rootNamespace))
        .sort((left, right) => (left.id < right.id ? -1 : 1));
}

export function peerAuthenticationsFor(
    { peerAuthentications, mesh }: Enforcement,
    server: WorkloadRef,
): readonly Manifest[] {
    return fromBoth(peerAuthentications, server, mesh);
}

export function requestAuthenticationsFor(
    { requestAuthentications, mesh }: Enforcement,
    server: WorkloadRef,
): readonly Manifest[] {
    return fromBoth(requestAuthentications, server, mesh);
}

export function servicesFor({ services }: Enforcement, server: WorkloadRef): readonly Manifest[] {
    return services.about(server);
}

/** What may be about the server, of the root namespace and of its own. */
function fromBoth<Thing>(
    things: Places<Thing>,
    server: WorkloadRef,
    { rootNamespace }: Mesh,
): readonly Thing[] {
    const own = things.about(server);
    return server.namespace === rootNamespace ? own : [...things.about(server, rootNamespace), ...own];
}
