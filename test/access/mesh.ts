import {
    type Access,
    type Client,
    enforcedAccess,
    enforcementOf,
    type Mesh,
    type WorkloadRef,
} from "../../components/access";
import type { Manifest } from "../../components/istio/types";

/** A small mesh for tables: one server, one client, and whatever objects a test puts between them. */
export const mesh: Mesh = { rootNamespace: "istio-system", trustDomain: "example.org" };

export function workload(
    namespace: string,
    name: string,
    injected = true,
    labels: Record<string, string> = {},
): WorkloadRef {
    return { namespace, labels: { app: name, ...labels }, serviceAccount: name, injected };
}

export const server = workload("shop", "payments");
export const client = workload("shop", "orders");

interface Where {
    readonly namespace?: string;
    readonly name?: string;
    readonly annotations?: Record<string, string>;
}

export function policy(
    spec: unknown,
    { namespace = "shop", name = "policy", annotations = {} }: Where = {},
): Manifest {
    return {
        apiVersion: "security.istio.io/v1",
        kind: "AuthorizationPolicy",
        metadata: { namespace, name, annotations },
        spec,
    };
}

export function peers(spec: unknown, { namespace = "shop", name = "default" }: Where = {}): Manifest {
    return {
        apiVersion: "security.istio.io/v1",
        kind: "PeerAuthentication",
        metadata: { namespace, name },
        spec,
    };
}

export function service(
    ports: readonly unknown[],
    selector: unknown = { app: "payments" },
    name = "payments",
): Manifest {
    return {
        apiVersion: "v1",
        kind: "Service",
        metadata: { namespace: "shop", name },
        spec: { selector, ports },
    };
}

/** An ALLOW policy with one rule of one source and one operation; leave out what should not be there. */
export function allowing(source?: unknown, operation?: unknown): Manifest {
    return policy({
        rules: [
            {
                ...(source === undefined ? {} : { from: [{ source }] }),
                ...(operation === undefined ? {} : { to: [{ operation }] }),
            },
        ],
    });
}

export function access(
    objects: readonly Manifest[],
    from: Client = client,
    at: WorkloadRef = server,
): Access {
    return enforcedAccess(enforcementOf(objects, mesh), at, from);
}
