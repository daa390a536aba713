/** What of another tool's findings ours are: by rules, by rules in another way, or not, and why. */
export interface Coverage {
    readonly by?: readonly string[];
    /** Why these rules do, although they do not have the code among their ids. */
    readonly since?: string;
    /** Why none does. */
    readonly not?: string;
}

/** The checks of Kiali (models/istio_validation.go, August 2026), 72 in all. */
export const kialiChecks: Readonly<Record<string, Coverage>> = {
    KIA0002: {
        by: [
            "meshwright-traffic-disallow-rival-defaults",
            "meshwright-observability-disallow-conflicting-telemetry",
        ],
    },
    KIA0003: {
        by: [
            "meshwright-traffic-disallow-rival-defaults",
            "meshwright-observability-disallow-conflicting-telemetry",
        ],
    },
    KIA0004: { by: ["meshwright-security-require-targets"] },
    KIA0005: { by: ["meshwright-traffic-require-known-namespaces"] },
    KIA0101: { by: ["meshwright-security-require-known-callers"] },
    KIA0102: { by: ["meshwright-security-require-valid-authorization-policies"] },
    KIA0104: { by: ["meshwright-security-require-known-request-hosts"] },
    KIA0105: { by: ["meshwright-security-require-mutual-tls-for-identities"] },
    KIA0106: { by: ["meshwright-security-require-known-callers"] },
    KIA0107: { not: "asks another cluster for the account of a caller" },
    KIA0108: { by: ["meshwright-security-restrict-trust-domains"] },
    KIA0109: { by: ["meshwright-security-require-waypoints-for-requests"] },
    KIA0110: { by: ["meshwright-security-require-waypoints-for-requests"] },
    KIA0201: { by: ["meshwright-traffic-disallow-duplicate-rules"] },
    KIA0202: { by: ["meshwright-traffic-require-known-rule-hosts"] },
    KIA0203: { by: ["meshwright-traffic-require-known-rule-hosts"] },
    KIA0204: {
        by: ["meshwright-traffic-disallow-tls-towards-mesh", "meshwright-traffic-disallow-overridden-mtls"],
    },
    KIA0205: { by: ["meshwright-traffic-require-auto-mtls"] },
    KIA0206: { by: ["meshwright-traffic-require-auto-mtls"] },
    KIA0207: {
        by: ["meshwright-traffic-disallow-plaintext-destinations"],
        since: "the DestinationRule that switches mutual TLS off is refused, whatever the server demands",
    },
    KIA0208: {
        by: ["meshwright-traffic-disallow-plaintext-destinations"],
        since: "the DestinationRule that switches mutual TLS off is refused, whatever the server demands",
    },
    KIA0209: { by: ["meshwright-traffic-require-known-rule-hosts"] },
    KIA0210: { by: ["meshwright-traffic-require-waypoints-for-rules"] },
    KIA0211: { by: ["meshwright-traffic-require-waypoints-for-rules"] },
    KIA0212: { by: ["meshwright-traffic-require-waypoints-for-rules"] },
    KIA0301: { by: ["meshwright-traffic-disallow-conflicting-servers"] },
    KIA0302: { by: ["meshwright-traffic-require-reachable-servers"] },
    KIA0401: { by: ["meshwright-traffic-require-auto-mtls"] },
    KIA0501: { by: ["meshwright-traffic-require-auto-mtls"] },
    KIA0505: {
        by: ["meshwright-security-disallow-permissive-mtls"],
        since: "the PeerAuthentication that switches mutual TLS off is refused, so no DestinationRule need follow it",
    },
    KIA0506: {
        by: ["meshwright-security-disallow-permissive-mtls"],
        since: "the PeerAuthentication that switches mutual TLS off is refused, so no DestinationRule need follow it",
    },
    KIA0601: { by: ["meshwright-traffic-require-port-protocols"] },
    KIA0602: { by: ["meshwright-traffic-require-port-protocols"] },
    KIA0701: { by: ["meshwright-traffic-require-served-ports"] },
    KIA1004: { by: ["meshwright-traffic-require-known-egress-hosts"] },
    KIA1006: { by: ["meshwright-traffic-disallow-rival-defaults"] },
    KIA1007: { by: ["meshwright-traffic-require-sidecar-scopes"] },
    KIA1101: { by: ["meshwright-traffic-require-known-destinations"] },
    KIA1102: { by: ["meshwright-traffic-require-known-gateways"] },
    KIA1104: { by: ["meshwright-traffic-require-meaningful-weights"] },
    KIA1105: { by: ["meshwright-traffic-require-meaningful-weights"] },
    KIA1106: { by: ["meshwright-traffic-disallow-conflicting-hosts"] },
    KIA1107: { by: ["meshwright-traffic-require-known-subsets"] },
    KIA1108: { by: ["meshwright-traffic-require-known-gateways"] },
    KIA1109: { by: ["meshwright-workload-require-waypoints-for-routes"] },
    KIA1110: { by: ["meshwright-security-require-waypoints-for-requests"] },
    KIA1111: { by: ["meshwright-workload-require-waypoints-for-routes"] },
    KIA1112: { by: ["meshwright-workload-require-waypoints-for-routes"] },
    KIA1113: { by: ["meshwright-workload-require-waypoints-for-routes"] },
    KIA1114: { by: ["meshwright-workload-require-waypoints-for-routes"] },
    KIA1115: { by: ["meshwright-security-require-waypoints-for-requests"] },
    KIA1116: { by: ["meshwright-workload-require-waypoints-for-routes"] },
    KIA1117: { by: ["meshwright-workload-require-waypoints-for-routes"] },
    KIA1211: { by: ["meshwright-traffic-disallow-conflicting-entries"] },
    KIA1212: { by: ["meshwright-traffic-disallow-conflicting-entries"] },
    KIA1301: { by: ["meshwright-security-require-limited-workloads"] },
    KIA1311: { by: ["meshwright-workload-disallow-mixed-data-planes"] },
    KIA1312: { by: ["meshwright-workload-require-declared-waypoints"] },
    KIA1313: { by: ["meshwright-workload-require-declared-waypoints"] },
    KIA1314: { not: "reads an annotation that ambient writes on running pods" },
    KIA1315: { by: ["meshwright-workload-disallow-mixed-data-planes"] },
    KIA1316: { by: ["meshwright-workload-disallow-mixed-data-planes"] },
    KIA1317: { by: ["meshwright-security-require-waypoints-for-requests"] },
    KIA1401: { by: ["meshwright-traffic-require-known-route-references"] },
    KIA1402: { by: ["meshwright-traffic-require-known-route-references"] },
    KIA1501: { by: ["meshwright-traffic-disallow-conflicting-listeners"] },
    KIA1502: { by: ["meshwright-traffic-disallow-conflicting-listeners"] },
    KIA1503: { by: ["meshwright-traffic-disallow-conflicting-listeners"] },
    KIA1504: { by: ["meshwright-traffic-disallow-conflicting-listeners"] },
    KIA1601: { by: ["meshwright-traffic-require-known-route-references"] },
    KIA1701: { by: ["meshwright-workload-disallow-ambiguous-workload-groups"] },
    KIA1702: { by: ["meshwright-workload-disallow-ambiguous-workload-groups"] },
};
