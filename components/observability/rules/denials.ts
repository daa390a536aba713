import type { GraphNamespace } from "../../graph";
import type { RuleGroup } from "./model";
import { grown } from "./promql";

const caller = ["source_workload_namespace", "source_workload"] as const;

/**
 * Everything that a policy refused, or would have refused (ALR-07, SLO-12). RBAC's results carry Istio's tags: of HTTP
 * `envoy_http_rbac`, of TCP, whose name its pattern takes apart, `envoy_tcp`. They exist from the start, at zero.
 */
export const denialAlerts: RuleGroup = {
    name: "mesh.security",
    rules: [
        {
            alert: "RequestsDenied",
            threshold: 0,
            expr: (threshold) => `${results('authz_enforce_result="denied"')} > ${threshold}`,
            for: "0s",
            severity: "warning",
            page: "security",
            summary: "{{ $labels.namespace }}/{{ $labels.app }} denied a request",
            description:
                "{{ $value | humanize }} requests or connections in five minutes were refused: somebody may not do what it tried.",
        },
        {
            alert: "DryRunDenied",
            threshold: 0,
            expr: (threshold) => `${results('authz_dry_run_result="denied"')} > ${threshold}`,
            for: "0s",
            severity: "info",
            page: "security",
            summary: "{{ $labels.namespace }}/{{ $labels.app }} would have denied a request",
            description:
                "{{ $value | humanize }} requests in five minutes are let in that the enforced policy will refuse.",
        },
        {
            alert: "BlockedEgress",
            threshold: 0,
            expr: (threshold) => `${toNowhere("BlackHoleCluster")} > ${threshold}`,
            for: "0s",
            severity: "warning",
            page: "security",
            summary:
                "{{ $labels.source_workload_namespace }}/{{ $labels.source_workload }} called a host it has not declared",
            description:
                "Its proxy knows no such host and refused: an edge is missing in the catalogue, or somebody looks around.",
        },
    ],
};

function results(tag: string): string {
    return `sum by (namespace, app) (increase({__name__=~"envoy_(http_rbac|tcp)", ${tag}}[5m]))`;
}

/**
 * Calls that a proxy let through though nobody declared where they go. In namespaces that are only observed that is how
 * it is meant; in the others no proxy should do it.
 */
export function passthrough({ name, stage }: GraphNamespace): RuleGroup[] {
    if (stage === "off" || stage === "observed") {
        return [];
    }
    const from = `source_workload_namespace="${name}"`;
    return [
        {
            name: `egress.${name}`,
            rules: [
                {
                    alert: "PassthroughEgress",
                    threshold: 0,
                    expr: (threshold) => `${toNowhere("PassthroughCluster", from)} > ${threshold}`,
                    for: "0s",
                    severity: "critical",
                    page: "security",
                    labels: { namespace: name },
                    summary: `{{ $labels.source_workload }} of ${name} got past the mesh`,
                    description:
                        "A call went to an address nobody declared, and its proxy let it pass. The mesh is set to refuse that (REGISTRY_ONLY).",
                },
            ],
        },
    ];
}

function toNowhere(cluster: string, ...further: readonly string[]): string {
    const selector = ['reporter="source"', `destination_service_name="${cluster}"`, ...further].join(", ");
    const counted = ["istio_requests_total", "istio_tcp_connections_opened_total"].map((metric) =>
        grown(`${metric}{${selector}}`, "5m", caller),
    );
    return `(${counted.join(" or ")})`;
}
