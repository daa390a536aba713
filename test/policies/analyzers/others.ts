import type { Coverage } from "../../../policies/mapping";

/**
 * What other libraries of policies say about Istio and no rule here calls its own; what rules do is in their `ids`.
 * Tetrate's analyzer (TIS) as Kyverno policies, Google's Policy Controller (ASM), Kyverno, Weave, kubescape.
 */
export const otherPolicies: Readonly<Record<string, Coverage>> = {
    TIS0101: {
        by: ["meshwright-security-require-known-callers", "meshwright-security-require-known-request-hosts"],
        since: "namespaces of callers and of hosts are looked up where policies name them",
    },
    TIS0206: {
        by: ["meshwright-traffic-disallow-plaintext-destinations"],
        since: "the DestinationRule that switches mutual TLS off is refused, whatever the server demands",
    },
    TIS0208: {
        by: ["meshwright-traffic-disallow-plaintext-destinations"],
        since: "the DestinationRule that switches mutual TLS off is refused, whatever the server demands",
    },
    TIS1201: {
        not: "a ServiceEntry takes WorkloadEntries by their labels, and their addresses need not be its own",
    },
    TIS1701: { not: "whether a mesh must be FIPS-compliant is nothing that its objects say" },
    "ASM/DisallowedAuthzPrefix": {
        by: ["meshwright-security-restrict-wildcard-identities"],
        since: "a prefix that takes in identities nobody named is refused, whatever it begins with",
    },
    "kyverno/add-sidecar-injection-namespace": {
        not: "changes namespaces; meshwright-workload-require-mesh-membership asks for the label",
    },
    "kyverno/add-ambient-mode-namespace": {
        not: "changes namespaces; meshwright-workload-require-mesh-membership asks for the label",
    },
    "kyverno/service-mesh-require-run-as-nonroot": {
        not: "of every container, whoever runs it; the proxy and its init container are the injector's",
    },
    "kubescape/C-0266": {
        not: "no fault but an inventory of what is exposed, which `npm run access` and the report of a change give",
    },
};
