import type { GraphNamespace } from "../../graph";
import { burnAlerts, enoughFailures } from "./burn";
import type { Alert, RuleGroup } from "./model";
import { listenerStats } from "./neededStats";
import { records } from "./requests";

/** Promises of the mesh as a whole, over all namespaces (SLO-03, SLO-04, SLO-08, SLO-11). */
const bad = "mesh:istio_requests_error:rate5m";
const all = "mesh:istio_requests:rate5m";

export const meshRules: RuleGroup = {
    name: "mesh.promises",
    rules: [
        { record: all, expr: `sum(${records.requests})` },
        { record: bad, expr: `sum(${records.errors})` },
        ...burnAlerts({
            alert: "MeshAvailabilityBurn",
            page: "mesh",
            objective: 99.99,
            ratio: (window) => `(sum_over_time(${bad}[${window}]) / sum_over_time(${all}[${window}]))`,
            guard: (window) => enoughFailures(bad, window),
            labels: {},
            subject: "availability of the mesh",
        }),
        handshakes(),
        {
            alert: "SidecarMemoryHigh",
            threshold: 50,
            expr: (threshold) =>
                `max by (namespace, pod) (container_memory_working_set_bytes{container="istio-proxy"}) / 1e6 > ${threshold}`,
            for: "15m",
            severity: "info",
            page: "mesh",
            summary:
                "the proxy of {{ $labels.namespace }}/{{ $labels.pod }} takes {{ $value | humanize }} MB",
            description:
                "Fifty are promised (SLO-04). It grows with what the proxy knows: look at its Sidecar's scope.",
        },
        {
            alert: "SidecarCpuHigh",
            threshold: 0.05,
            expr: (threshold) => {
                const use = (selector: string) =>
                    `sum by (namespace) (rate(container_cpu_usage_seconds_total{${selector}}[10m]))`;
                return `${use('container="istio-proxy"')} / ${use('container!~"|POD|istio-proxy"')} > ${threshold}`;
            },
            for: "30m",
            severity: "info",
            page: "mesh",
            summary:
                "proxies of {{ $labels.namespace }} take {{ $value | humanizePercentage }} of what its applications do",
            description: "Less than 5 % is promised (SLO-03). Small and idle applications cannot keep to it.",
        },
    ],
};

const failures = listenerStats.map(({ metric }) => metric).filter((metric) => !metric.endsWith("_handshake"));

function handshakes(): Alert {
    return {
        alert: "MtlsHandshakeFailures",
        threshold: 0.001,
        expr: (threshold) => {
            const rate = (metric: string) => `sum by (namespace, app) (rate(${metric}[10m]))`;
            // Those whose certificate does not hold are not among the errors of the connection.
            const failed = failures.map(rate).join(" + ");
            return `(${failed}) / (${failed} + ${rate("envoy_listener_ssl_handshake")}) > ${threshold}`;
        },
        for: "15m",
        severity: "warning",
        page: "mesh",
        summary: "handshakes with {{ $labels.namespace }}/{{ $labels.app }} fail",
        description:
            "{{ $value | humanizePercentage }} of the connections end before they begin; 0.1 % is allowed (SLO-11).",
    };
}

/**
 * Traffic without the mesh's identity where all of it is promised to have one (SLO-01, SLO-02). Only in namespaces that
 * are enforced: before that, plain text is let in on purpose.
 */
export function mutualTls({ name, stage }: GraphNamespace): RuleGroup[] {
    if (stage !== "enforced") {
        return [];
    }
    const own = `reporter="destination", destination_workload_namespace="${name}"`;
    const by = `destination_workload_namespace, destination_workload`;
    const secured = "namespace:istio_requests_mutual_tls:ratio_rate5m";
    return [
        {
            name: `identity.${name}`,
            rules: [
                {
                    record: secured,
                    expr: `sum by (destination_workload_namespace) (rate(istio_requests_total{${own}, connection_security_policy="mutual_tls"}[5m])) / sum by (destination_workload_namespace) (rate(istio_requests_total{${own}}[5m]))`,
                },
                {
                    alert: "PlainTextTraffic",
                    threshold: 0,
                    expr: (threshold) =>
                        `sum by (${by}) (rate({__name__=~"istio_(requests|tcp_connections_opened)_total", ${own}, connection_security_policy!="mutual_tls"}[5m])) > ${threshold}`,
                    for: "5m",
                    severity: "critical",
                    page: "mesh",
                    labels: { namespace: name },
                    summary: `{{ $labels.destination_workload }} of ${name} is reached in plain text`,
                    description:
                        "Whoever calls has no identity, and nothing is encrypted. STRICT should have refused the connection.",
                },
            ],
        },
    ];
}
