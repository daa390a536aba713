import { labels } from "../../labels";
import type { Layer } from "./layers";

/** Mesh-wide behaviour every proxy starts from. */
export function meshConfig(trustDomain: string): Layer {
    return {
        name: "mesh config",
        values: {
            meshConfig: {
                trustDomain,
                // istiod watches the namespaces this program manages and nothing else of the cluster.
                discoverySelectors: [{ matchLabels: { [labels.discovery]: labels.discoveryValue } }],
                enableAutoMtls: true,
                // EGR-03. Istio's own default is ALLOW_ANY.
                outboundTrafficPolicy: { mode: "REGISTRY_ONLY" },
                // `/a%2Fb` and `//a/b` must meet the same path rule as `/a/b`, or the rule can be walked around.
                pathNormalization: { normalization: "DECODE_AND_MERGE_SLASHES" },
                meshMTLS: { minProtocolVersion: "TLSV1_3" },
                tlsDefaults: { minProtocolVersion: "TLSV1_2" },
                // Metrics are scraped through the agent on 15020, so STRICT needs no port exception (MET-14).
                enablePrometheusMerge: true,
                ingressControllerMode: "OFF",
                defaultConfig: {
                    holdApplicationUntilProxyStarts: true,
                    // INS-13: names resolve in the proxy, so a ServiceEntry host needs no real DNS answer first.
                    proxyMetadata: { ISTIO_META_DNS_CAPTURE: "true" },
                },
            },
        },
    };
}
