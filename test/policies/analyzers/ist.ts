import type { Coverage } from "../../../policies/mapping";

/**
 * Every message of `istioctl analyze`: the rules that say the same before anything is created, or why none can
 * (pkg/config/analysis/msg, August 2026), 68 in all.
 */
export const istioctlMessages: Readonly<Record<string, Coverage>> = {
    // InternalError
    IST0001: { not: "an error of the analyzer itself" },
    // Deprecated
    IST0002: { by: ["meshwright-traffic-disallow-deprecated-fields"] },
    // ReferencedResourceNotFound
    IST0101: {
        by: [
            "meshwright-security-require-targets",
            "meshwright-security-require-known-callers",
            "meshwright-traffic-require-gateway-credentials",
            "meshwright-traffic-require-reachable-servers",
            "meshwright-traffic-require-known-destinations",
            "meshwright-traffic-require-known-subsets",
            "meshwright-traffic-require-destination-ports",
            "meshwright-traffic-require-known-gateways",
        ],
    },
    // NamespaceNotInjected
    IST0102: { by: ["meshwright-workload-require-mesh-membership"] },
    // PodMissingProxy
    IST0103: {
        not: "of running pods; meshwright-workload-disallow-injection-opt-out and -disallow-host-network find what leads to it",
    },
    // SchemaValidationError
    IST0106: {
        by: [
            "meshwright-security-require-valid-authorization-policies",
            "meshwright-traffic-require-valid-servers",
            "meshwright-traffic-require-valid-entries",
            "meshwright-traffic-require-valid-rules",
            "meshwright-traffic-require-valid-sidecars",
            "meshwright-traffic-require-valid-policies",
            "meshwright-traffic-require-valid-routes",
            "meshwright-workload-require-valid-envoy-filters",
            "meshwright-security-require-valid-security-objects",
            "meshwright-traffic-require-valid-traffic-objects",
            "meshwright-observability-require-valid-telemetry-objects",
            "meshwright-workload-require-valid-extension-objects",
        ],
    },
    // MisplacedAnnotation
    IST0107: { by: ["meshwright-workload-require-known-annotations"] },
    // UnknownAnnotation
    IST0108: { by: ["meshwright-workload-require-known-annotations"] },
    // ConflictingMeshGatewayVirtualServiceHosts
    IST0109: { by: ["meshwright-traffic-disallow-conflicting-hosts"] },
    // ConflictingSidecarWorkloadSelectors
    IST0110: { by: ["meshwright-traffic-disallow-rival-defaults"] },
    // MultipleSidecarsWithoutWorkloadSelectors
    IST0111: { by: ["meshwright-traffic-disallow-rival-defaults"] },
    // VirtualServiceDestinationPortSelectorRequired
    IST0112: { by: ["meshwright-traffic-require-destination-ports"] },
    // DeploymentAssociatedToMultipleServices
    IST0116: { by: ["meshwright-traffic-disallow-conflicting-ports"] },
    // PortNameIsNotUnderNamingConvention
    IST0118: { by: ["meshwright-traffic-require-port-protocols"] },
    // NamespaceMultipleInjectionLabels
    IST0123: { by: ["meshwright-upgrade-disallow-conflicting-injection-labels"] },
    // InvalidAnnotation
    IST0125: { by: ["meshwright-workload-require-known-annotations"] },
    // UnknownMeshNetworksServiceRegistry
    IST0126: { by: ["meshwright-upgrade-require-known-mesh-networks"] },
    // NoMatchingWorkloadsFound
    IST0127: { by: ["meshwright-security-require-targets"] },
    // NoServerCertificateVerificationDestinationLevel
    IST0128: {
        by: ["meshwright-traffic-require-trust-anchors", "meshwright-traffic-require-effective-credentials"],
    },
    // NoServerCertificateVerificationPortLevel
    IST0129: {
        by: ["meshwright-traffic-require-trust-anchors", "meshwright-traffic-require-effective-credentials"],
    },
    // VirtualServiceUnreachableRule
    IST0130: { by: ["meshwright-traffic-disallow-unreachable-routes"] },
    // VirtualServiceIneffectiveMatch
    IST0131: { by: ["meshwright-traffic-disallow-unreachable-routes"] },
    // VirtualServiceHostNotFoundInGateway
    IST0132: {
        by: ["meshwright-traffic-require-gateway-hosts", "meshwright-traffic-require-known-gateways"],
    },
    // SchemaWarning
    IST0133: {
        by: [
            "meshwright-security-disallow-request-fields-on-tcp",
            "meshwright-security-disallow-private-keys",
            "meshwright-traffic-require-modern-tls",
            "meshwright-traffic-require-valid-rules",
            "meshwright-traffic-require-entry-addresses",
            "meshwright-traffic-disallow-ignored-settings",
            "meshwright-workload-limit-envoy-filters",
        ],
    },
    // ServiceEntryAddressesRequired
    IST0134: { by: ["meshwright-traffic-require-entry-addresses"] },
    // DeprecatedAnnotation
    IST0135: { by: ["meshwright-workload-disallow-deprecated-annotations"] },
    // AlphaAnnotation
    IST0136: {
        by: [
            "meshwright-workload-restrict-traffic-exclusions",
            "meshwright-workload-restrict-sidecar-overrides",
            "meshwright-workload-disallow-ambient-bypass",
            "meshwright-workload-limit-alpha-annotations",
        ],
    },
    // DeploymentConflictingPorts
    IST0137: { by: ["meshwright-traffic-disallow-conflicting-ports"] },
    // GatewayDuplicateCertificate
    IST0138: { by: ["meshwright-traffic-require-gateway-credentials"] },
    // InvalidWebhook
    IST0139: {
        by: [
            "meshwright-security-require-configuration-validation",
            "meshwright-upgrade-require-reachable-webhooks",
        ],
    },
    // IngressRouteRulesNotAffected
    IST0140: { by: ["meshwright-traffic-require-gateway-subsets"] },
    // InsufficientPermissions
    IST0141: { not: "of the rights of whoever installs" },
    // UnsupportedKubernetesVersion
    IST0142: { by: ["meshwright-upgrade-require-supported-versions"] },
    // LocalhostListener
    IST0143: { not: "of what a process binds to; istioctl itself emits it no more" },
    // InvalidApplicationUID
    IST0144: { by: ["meshwright-workload-disallow-proxy-identity"] },
    // ConflictingGateways
    IST0145: { by: ["meshwright-traffic-disallow-conflicting-servers"] },
    // ImageAutoWithoutInjectionWarning
    IST0146: { by: ["meshwright-workload-disallow-auto-image-without-injection"] },
    // ImageAutoWithoutInjectionError
    IST0147: { by: ["meshwright-workload-disallow-auto-image-without-injection"] },
    // NamespaceInjectionEnabledByDefault
    IST0148: { by: ["meshwright-workload-require-mesh-membership"] },
    // JwtClaimBasedRoutingWithoutRequestAuthN
    IST0149: { by: ["meshwright-security-require-authentication-for-claim-routes"] },
    // ExternalNameServiceTypeInvalidPortName
    IST0150: { by: ["meshwright-traffic-require-port-protocols"] },
    // EnvoyFilterUsesRelativeOperation
    IST0151: { by: ["meshwright-workload-require-envoy-filter-priority"] },
    // EnvoyFilterUsesReplaceOperationIncorrectly
    IST0152: { by: ["meshwright-workload-disallow-ineffective-envoy-patches"] },
    // EnvoyFilterUsesAddOperationIncorrectly
    IST0153: { by: ["meshwright-workload-disallow-ineffective-envoy-patches"] },
    // EnvoyFilterUsesRemoveOperationIncorrectly
    IST0154: { by: ["meshwright-workload-disallow-ineffective-envoy-patches"] },
    // EnvoyFilterUsesRelativeOperationWithProxyVersion
    IST0155: { by: ["meshwright-workload-require-envoy-filter-priority"] },
    // UnsupportedGatewayAPIVersion
    IST0156: { by: ["meshwright-upgrade-require-gateway-api-versions"] },
    // InvalidTelemetryProvider
    IST0157: { by: ["meshwright-observability-require-telemetry-providers"] },
    // PodsIstioProxyImageMismatchInNamespace
    IST0158: {
        not: "of running pods; a moved tag restarts what follows it in the same update (components/revisions)",
    },
    // ConflictingTelemetryWorkloadSelectors
    IST0159: { by: ["meshwright-observability-disallow-conflicting-telemetry"] },
    // MultipleTelemetriesWithoutWorkloadSelectors
    IST0160: { by: ["meshwright-observability-disallow-conflicting-telemetry"] },
    // InvalidGatewayCredential
    IST0161: { by: ["meshwright-traffic-require-gateway-credentials"] },
    // GatewayPortNotDefinedOnService
    IST0162: { by: ["meshwright-traffic-require-reachable-servers"] },
    // InvalidExternalControlPlaneConfig
    IST0163: { by: ["meshwright-upgrade-require-reachable-webhooks"] },
    // ExternalControlPlaneAddressIsNotAHostname
    IST0164: { by: ["meshwright-upgrade-require-reachable-webhooks"] },
    // ReferencedInternalGateway
    IST0165: { by: ["meshwright-traffic-require-known-gateways"] },
    // IneffectiveSelector
    IST0166: { by: ["meshwright-workload-disallow-ineffective-selectors"] },
    // IneffectivePolicy
    IST0167: { by: ["meshwright-traffic-disallow-rival-defaults"] },
    // UnknownUpgradeCompatibility
    IST0168: { not: "istioctl emits it no more" },
    // UpdateIncompatibility
    IST0169: {
        not: "compares two versions, as the plan of an upgrade does (components/revisions); meshwright-upgrade-limit-version-skew judges what stands side by side",
    },
    // MultiClusterInconsistentService
    IST0170: { not: "of Services in several clusters, which no stack holds together" },
    // NegativeConditionStatus
    IST0171: { not: "of the status that a cluster writes" },
    // FutureUnsupportedGatewayAPIVersion
    IST0172: { by: ["meshwright-upgrade-require-gateway-api-versions"] },
    // DestinationRuleSubsetNotSelectPods
    IST0173: { by: ["meshwright-traffic-require-known-rule-hosts"] },
    // UnknownDestinationRuleHost
    IST0174: { by: ["meshwright-traffic-require-known-rule-hosts"] },
    // JwksUriFetchUnrestricted
    IST0175: {
        by: ["meshwright-security-restrict-key-sources", "meshwright-security-require-blocked-key-networks"],
    },
    // GatewayAPICRDVersionBelowMinimum
    IST0176: { by: ["meshwright-upgrade-require-gateway-api-versions"] },
    // ConflictingServiceEntryProtocol
    IST0177: { by: ["meshwright-traffic-disallow-conflicting-entries"] },
};
