import { apiVersions, type EnvoyFilter, type ObjectMeta } from "../istio/types";
import { annotations } from "../labels";

export type FilterContext = "SIDECAR_INBOUND" | "GATEWAY";

/** An HTTP filter as Envoy has it. */
export interface HttpFilter {
    readonly name: string;
    readonly typed_config: Readonly<Record<string, unknown>>;
}

export interface Insertion {
    readonly filter: HttpFilter;
    /** Port of the pod whose requests it is for; absent: all. */
    readonly port?: number;
    /** Before everything else, authentication included; or after it all, just before the request is routed. */
    readonly place: "first" | "last";
}

const connectionManager = "envoy.filters.network.http_connection_manager";
const router = "envoy.filters.http.router";

/**
 * After EnvoyFilters that say nothing (0): a place beside another filter is found only when that filter is already
 * there, and istioctl warns of filters that leave this open (IST0151).
 */
const priority = 10;

/**
 * Adds HTTP filters to the proxies that a selector finds. Istio has no other way to what they do, so the
 * warning that comes with every EnvoyFilter (IST0133) would only hide others.
 */
export function envoyFilter(
    metadata: ObjectMeta,
    selector: Readonly<Record<string, string>>,
    context: FilterContext,
    insertions: readonly Insertion[],
): EnvoyFilter {
    return {
        apiVersion: apiVersions.EnvoyFilter,
        kind: "EnvoyFilter",
        metadata: {
            ...metadata,
            annotations: { ...metadata.annotations, [annotations.suppressedFindings]: "IST0133" },
        },
        spec: {
            priority,
            workloadSelector: { labels: selector },
            configPatches: insertions.map(({ filter, port, place }) => ({
                applyTo: "HTTP_FILTER",
                match: {
                    context,
                    listener: {
                        ...(port === undefined ? {} : { portNumber: port }),
                        filterChain: {
                            filter: {
                                name: connectionManager,
                                ...(place === "first" ? {} : { subFilter: { name: router } }),
                            },
                        },
                    },
                },
                patch: { operation: place === "first" ? "INSERT_FIRST" : "INSERT_BEFORE", value: filter },
            })),
        },
    };
}
