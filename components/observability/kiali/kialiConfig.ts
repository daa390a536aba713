import { labels } from "../../labels";
import { addressOf } from "../addresses";
import type { ObservabilityContext } from "../context";
import { names, ports } from "../names";

/**
 * Kiali's configuration (DSH-07): it looks, and changes nothing. Users sign in with a token of the cluster, so that each
 * sees what the cluster lets that user see.
 */
export function kialiConfig(context: ObservabilityContext): object {
    const { observability, rootNamespace, clusterDomain } = context;
    return {
        auth: { strategy: "token" },
        istio_namespace: rootNamespace,
        deployment: {
            instance_name: names.kiali,
            namespace: observability.namespace,
            view_only_mode: true,
            cluster_wide_access: true,
            // The namespaces that istiod looks at, and the two that it is watched from.
            discovery_selectors: {
                default: [
                    { matchLabels: { [labels.discovery]: labels.discoveryValue } },
                    { matchLabels: { [labels.namespaceName]: rootNamespace } },
                ],
            },
        },
        external_services: {
            istio: { root_namespace: rootNamespace, istio_identity_domain: `svc.${clusterDomain}` },
            prometheus: { url: addressOf("prometheus", context) ?? "" },
            // It would look dashboards up in Grafana, which lets nobody look without an account of their own.
            grafana: { enabled: false },
            tracing: tracing(context),
            custom_dashboards: { enabled: false },
        },
        kiali_feature_flags: {
            // It would have to read the Secret with the mesh's authority.
            certificates_information_indicators: { enabled: false },
            // What changes pods or namespaces is not offered, nor logs, which its rights leave out.
            istio_annotation_action: false,
            istio_injection_action: false,
            istio_upgrade_action: false,
            disabled_features: ["logs-tab"],
        },
        server: {
            port: ports.kiali,
            web_root: "/",
            audit_log: true,
            observability: {
                metrics: { enabled: true, port: ports.kialiMetrics },
                tracing: { enabled: false },
            },
        },
    };
}

function tracing(context: ObservabilityContext): object {
    const internal = addressOf("jaeger", context);
    const { jaeger: external } = context.observability.links;
    return internal === undefined
        ? { enabled: false }
        : {
              enabled: true,
              provider: "jaeger",
              internal_url: internal,
              use_grpc: false,
              ...(external === undefined ? {} : { external_url: external }),
          };
}
