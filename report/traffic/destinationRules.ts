import { hostName } from "../objects/names";
import { perSide } from "../perSide";
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

/** By host, whatever a rule is called: Istio makes one of several, with all versions and the first policy. */
export const destinationRules = perSide(readRules);

function readRules({ objects, mesh }: Side): ReadonlyMap<string, DestinationRule> {
    const { clusterDomain = "cluster.local" } = mesh;
    const rules = new Map<string, DestinationRule>();
    for (const { kind, spec, metadata } of objects) {
        if (kind === "DestinationRule") {
            const {
                host,
                exportTo: _scope,
                ...rest
            } = spec as DestinationRule & Record<"host" | "exportTo", string>;
            const name = hostName(host, metadata.namespace ?? "default", clusterDomain);
            const known = rules.get(name);
            const subsets = [...(known?.subsets ?? []), ...(rest.subsets ?? [])];
            rules.set(name, { ...rest, ...known, ...(subsets.length === 0 ? {} : { subsets }) });
        }
    }
    return rules;
}
