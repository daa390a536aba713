import type { DeclaredNamespace } from "./catalogue";
import { profiles } from "./defaults";
import type { External, Store } from "./model";
import type { Rollout } from "./rollout";

/** A store nobody calls may have no endpoint in this stack: then there is nothing to derive for it. */
export function buildStores(
    { name: namespace, content }: DeclaredNamespace,
    rollout: Rollout,
): readonly Store[] {
    return Object.entries(content.stores ?? {}).flatMap(([name, raw]) => {
        const endpoint = rollout.stores.get(name);
        if (endpoint === undefined) {
            return [];
        }
        const { port = raw.port, host } = endpoint;
        const { protocol = "tcp", owner, reason, loadBalancer = "leastRequest" } = raw;
        const connectionPool = { ...profiles.store.connectionPool, ...raw.connectionPool };
        return [
            {
                name,
                namespace,
                host,
                port,
                protocol,
                owner,
                reason,
                loadBalancer: { kind: loadBalancer },
                connectionPool,
            },
        ];
    });
}

export function buildExternals({ name: namespace, content }: DeclaredNamespace): readonly External[] {
    return Object.entries(content.externals ?? {}).map(([host, { protocol = "tls", port, owner }]) => ({
        host,
        namespace,
        port: port ?? (protocol === "tls" ? 443 : 80),
        protocol,
        owner,
    }));
}
