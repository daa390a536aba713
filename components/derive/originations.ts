import type { External } from "../graph/model";
import { apiVersions, type DestinationRule } from "../istio/types";
import type { ArrangedGraph, NamespacePart } from "./arrangedGraph";
import { exportToUsers } from "./exports";
import { wayOut } from "./externals";
import { externalObjectName } from "./hosts";
import { metadata } from "./metadata";

/**
 * TLS that a proxy adds to plain HTTP on its way out. Where there is an egress gateway it is the one that does, and
 * its namespace owns the rule (`originationAtGateway`); otherwise each caller's sidecar.
 */
export function originations(part: NamespacePart, arranged: ArrangedGraph): DestinationRule[] {
    if (wayOut(arranged) !== undefined) {
        return [];
    }
    return part.externals.flatMap((external) => {
        const callers = arranged.externalCallers.get(external.host);
        return callers === undefined
            ? []
            : origination(external, external.namespace, exportToUsers(external.namespace, callers));
    });
}

/** The rule, in the namespace that holds the authority's Secret; none for a host that needs no TLS of ours. */
export function origination(
    { host, originate }: External,
    namespace: string,
    exportTo: readonly string[],
): DestinationRule[] {
    if (originate === undefined) {
        return [];
    }
    const { subjectAltNames, caSecret } = originate;
    return [
        {
            apiVersion: apiVersions.DestinationRule,
            kind: "DestinationRule",
            metadata: metadata(namespace, externalObjectName(host)),
            spec: {
                host,
                exportTo,
                trafficPolicy: {
                    tls: {
                        mode: "SIMPLE",
                        sni: host,
                        subjectAltNames,
                        // Without it Istio checks against the authorities of the proxy's image.
                        ...(caSecret === undefined ? {} : { credentialName: caSecret }),
                    },
                },
            },
        },
    ];
}
