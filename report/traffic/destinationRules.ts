import { hostName } from "../objects/names";
import type { Side } from "../side";

export interface TlsSettings {
    readonly mode?: string;
    readonly insecureSkipVerify?: boolean;
}

export interface TrafficPolicy {
    readonly tls?: TlsSettings;
    readonly portLevelSettings?: readonly {
        readonly port?: { readonly number?: number };
        readonly tls?: TlsSettings;
    }[];
}

/** What callers do with a host. */
export interface DestinationRule {
    readonly subsets?: readonly { readonly name: string; readonly trafficPolicy?: TrafficPolicy }[];
    readonly trafficPolicy?: TrafficPolicy;
}

/** By host, whatever a rule is called; whom it counts for is another matter. */
export function destinationRules({ objects, mesh }: Side): ReadonlyMap<string, DestinationRule> {
    const { clusterDomain = "cluster.local" } = mesh;
    return new Map(
        objects
            .filter(({ kind }) => kind === "DestinationRule")
            .map(({ spec, metadata }) => {
                const {
                    host,
                    exportTo: _scope,
                    ...rest
                } = spec as DestinationRule & { host: string; exportTo?: unknown };
                return [hostName(host, metadata.namespace ?? "default", clusterDomain), rest] as const;
            }),
    );
}
