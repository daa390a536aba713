import { type DeclaredNamespace, order } from "./catalogue";
import { defaultTraffic, profiles } from "./defaults";
import type { External, Store } from "./model";
import type { Rollout } from "./rollout";
import type { RawExternal } from "./sections/external";

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
    return Object.entries(content.externals ?? {}).map(([host, raw]) => {
        const { protocol = "tls", port = protocol === "tls" ? 443 : 80, owner, originate } = raw;
        const { timeout = protocol === "tls" ? "none" : defaultTraffic.timeout } = raw;
        return {
            host,
            namespace,
            port,
            protocol,
            owner,
            ...(timeout === "none" ? {} : { timeout }),
            ...(originate === undefined ? {} : { originate: buildOrigination(host, originate) }),
        };
    });
}

function buildOrigination(
    host: string,
    { port = 443, subjectAltNames = [host], caSecret }: NonNullable<RawExternal["originate"]>,
): NonNullable<External["originate"]> {
    return {
        port,
        subjectAltNames: [...new Set(subjectAltNames)].sort(order),
        ...(caSecret === undefined ? {} : { caSecret }),
    };
}
