import { burnAlerts } from "./burn";
import type { Alert, RuleGroup } from "./model";
import { escaped, grown } from "./promql";

const down = "mesh:istiod_down:max";

/** Whether istiod answers, and whether proxies take what it sends (ALR-08, SLO-09, SLO-10). */
export function controlPlaneRules(revisions: readonly string[]): RuleGroup[] {
    return [
        {
            name: "mesh.control-plane",
            rules: [
                // One answering pod of any revision: proxies keep what they were sent, so a revision has time.
                { record: down, expr: `1 - (max(up{job="istiod"}) or vector(0))` },
                ...revisions.map(istiodDown),
                internalErrors,
                rejected,
                slow,
                refused,
                conflicts,
                disconnected,
                inaccurate,
                ...burnAlerts({
                    alert: "ControlPlaneAvailabilityBurn",
                    page: "control-plane",
                    objective: 99.9,
                    ratio: (window) => `avg_over_time(${down}[${window}])`,
                    labels: {},
                    subject: "uptime of the control plane",
                }),
            ],
        },
    ];
}

function istiodDown(revision: string): Alert {
    return {
        alert: "IstiodDown",
        threshold: 1,
        expr: (threshold) => `(sum(up{job="istiod", revision="${revision}"}) or vector(0)) < ${threshold}`,
        for: "2m",
        severity: "critical",
        page: "control-plane",
        labels: { revision },
        summary: `no istiod of revision ${revision} answers`,
        description:
            "Proxies keep their last configuration; new pods get none, endpoints go stale, and certificates end within a day.",
    };
}

const rejected: Alert = {
    alert: "ProxyRejectedConfiguration",
    threshold: 0,
    expr: (threshold) => `${grown("pilot_total_xds_rejects", "5m", ["type"])} > ${threshold}`,
    for: "0s",
    severity: "critical",
    page: "control-plane",
    summary: "proxies refuse the {{ $labels.type }} they are sent",
    description:
        "They go on with what they had: policies and routes applied since are not in force, and a pod that starts now has none at all.",
};

const internalErrors: Alert = {
    alert: "IstiodPushErrors",
    threshold: 0,
    expr: (threshold) => {
        const errors = ["pilot_total_xds_internal_errors", "pilot_xds_write_timeout"].map(
            (metric) => `(${grown(metric, "5m", ["job"])} or on () vector(0))`,
        );
        return `max(${errors[0]}) + max(${errors[1]}) > ${threshold}`;
    },
    for: "0s",
    severity: "warning",
    page: "control-plane",
    summary: "istiod cannot send configuration",
    description:
        "{{ $value | humanize }} pushes failed in five minutes, inside istiod or on the way to a proxy.",
};

const slow: Alert = {
    alert: "SlowConvergence",
    threshold: 10,
    expr: (threshold) =>
        `histogram_quantile(0.99, sum by (le) (rate(pilot_proxy_convergence_time_bucket[5m]))) > ${threshold}`,
    for: "10m",
    severity: "warning",
    page: "control-plane",
    summary: "proxies learn of changes late",
    description:
        "One change in a hundred takes {{ $value | humanizeDuration }} to reach a proxy: new pods get no traffic, dead ones do.",
};

const refused: Alert = {
    alert: "ConfigurationRefused",
    threshold: 0,
    expr: (threshold) => `${grown("galley_validation_failed", "10m", ["group", "resource"])} > ${threshold}`,
    for: "0s",
    severity: "warning",
    page: "control-plane",
    summary: "istiod's webhook refused {{ $labels.resource }}",
    description:
        "Somebody applies objects of {{ $labels.group }} that are not valid; nothing of them is in force.",
};

const conflicts: Alert = {
    alert: "ConfigurationConflicts",
    threshold: 0,
    expr: (threshold) =>
        `max by (__name__) ({__name__=~"pilot_(conflict_inbound_listener|conflict_outbound_listener_tcp_over_current_tcp|vservice_dup_domain|duplicate_envoy_clusters)"}) > ${threshold}`,
    for: "10m",
    severity: "warning",
    page: "control-plane",
    summary: "objects of the mesh contradict each other",
    description:
        "{{ $value }} of {{ $labels.__name__ }}: of two objects that claim the same, istiod takes one.",
};

const disconnected: Alert = {
    alert: "ProxiesWithoutControlPlane",
    threshold: 0,
    // Of what Prometheus scrapes anyway. Only of the missing ones: connections of pods not scraped would hide them.
    expr: (threshold) => `count(envoy_server_live == 1) - sum(pilot_xds) > ${threshold}`,
    for: "15m",
    severity: "warning",
    page: "control-plane",
    summary: "{{ $value }} proxies are not connected to any istiod",
    description: "They run on what they were last sent; endpoints and certificates go stale.",
};

const inaccurate: Alert = {
    alert: "DiscoveryInaccurate",
    threshold: 0.0001,
    expr: (threshold) =>
        `(sum(increase(pilot_total_xds_rejects[1h])) or vector(0)) / (sum(increase(pilot_xds_pushes[1h])) > 100) > ${threshold}`,
    for: "5m",
    severity: "warning",
    page: "control-plane",
    summary: "more than one push in ten thousand is not taken",
    description:
        "{{ $value | humanizePercentage }} of what istiod sent in an hour was refused: what proxies know of services is not what is (SLO-10).",
};

/** Proxies that follow what nobody declares any more, or that are older or newer than every control plane declared. */
export function revisionRules(revisions: ReadonlyMap<string, string>): RuleGroup {
    const known = [...revisions.keys()].map(escaped).join("|");
    const versions = [...new Set(revisions.values())].map(escaped).join("|");
    return {
        name: "mesh.revisions",
        rules: [
            {
                alert: "ProxyOnUndeclaredRevision",
                threshold: 0,
                expr: (threshold) =>
                    `count by (namespace, revision) (envoy_server_live{revision!="", revision!~"${known}"}) > ${threshold}`,
                for: "30m",
                severity: "warning",
                page: "revisions",
                summary:
                    "{{ $value }} pods of {{ $labels.namespace }} follow revision {{ $labels.revision }}, which is not declared",
                description:
                    "Its istiod can go at any time, and with it their certificates. Restart the pods.",
            },
            {
                alert: "ProxyVersionSkew",
                threshold: 0,
                expr: (threshold) => `sum by (version) (pilot_xds{version!~"${versions}"}) > ${threshold}`,
                for: "1h",
                severity: "warning",
                page: "revisions",
                summary: "{{ $value }} proxies run {{ $labels.version }}, which no declared revision is",
                description:
                    "Their pods were not restarted when the revision moved. Istio supports proxies one minor version behind.",
            },
        ],
    };
}
