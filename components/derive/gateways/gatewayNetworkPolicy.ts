import type { Gateway } from "../../graph/platform";
import { apiVersions, type NetworkPolicy, type NetworkPolicySpec } from "../../istio/types";
import { metadata } from "../metadata";

/** What may reach a gateway's pods and what they may reach; nothing else in either direction. */
export function gatewayNetworkPolicy(
    { namespace, name, selector }: Gateway,
    ingress: NonNullable<NetworkPolicySpec["ingress"]>,
    egress: NonNullable<NetworkPolicySpec["egress"]>,
): NetworkPolicy {
    return {
        apiVersion: apiVersions.NetworkPolicy,
        kind: "NetworkPolicy",
        metadata: metadata(namespace, name),
        spec: {
            podSelector: { matchLabels: selector },
            policyTypes: ["Ingress", "Egress"],
            ...(ingress.length === 0 ? {} : { ingress }),
            egress,
        },
    };
}
